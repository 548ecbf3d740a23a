#include "pages/documents/kinds.h"

#include "office/documents/document.h"

namespace pages {

namespace {

constexpr std::array document_sentences{
    Sentences{{"uploaded the document", "changed the document", "deleted the document", "added the document",
               "removed the document"},
              "file-text",
              true}};

}  // namespace

std::vector<Page_row> document_pages() {
    return {
        {.kind = office::Document::kind.number,
         .icon = "file-text",
         .new_icon = "file-upload",
         .in_navigation = true,
         .columns = {"about", "file", "tags", "uploaded_by", "created"},
         .brief = {"tags", "file", "uploaded_by", "created"},
         .head = {"name"},
         .sentences = document_sentences,
         .files_at = "/files",
         .named_to_delete = false},
    };
}

}  // namespace pages
