#include "pages/documents/documents.h"

#include <format>

#include "office/documents/documents.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/records.h"
#include "pages/records/show.h"
#include "pages/records/undo.h"
#include "transfer/content.h"
#include "transfer/form_upload.h"

namespace pages {

using office::Any_ref;
using office::Document;

namespace {

Any_ref about_in(std::string_view typed) { return storage::parse_any(typed).value_or(Any_ref{}); }

http::Response new_documents(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Any_ref about = about_in(request.query.get("about"));
    Upload_form form{.action = "/documents", .about = storage::show_any(about)};
    site.store.read(request.scope(), [&](const storage::Read& read) {
        if (about)
            form.about_name =
                Shower(read, language).show(*storage::record_type<Document>().column("about"), form.about).text;
    });
    Data data = object();
    data["title"] = text(language.say("New document"));
    set_upload(data, form);
    return page(site, request, "documents/upload", std::move(data));
}

/// Where what they belong to shows them: a tab of its page, if it has tabs; else its page, or the list.
std::string shown_at(const Site& site, Any_ref about) {
    if (!about) return "/documents";
    const storage::Kind& kind = site.store.schema().type(about.kind).kind;
    return page_row(about.kind).tabs ? url_of(kind, about.id) + "/documents" : url_of(kind, about.id);
}

http::Response take_documents(const Site& site, const http::Request& request, const transfer::Sent& sent) {
    const Language& language = Language::of(request);
    if (sent.files.empty()) throw storage::Error(storage::Errors{{"file", "has to be sent"}});
    Any_ref about;
    const storage::Typed typed{{"about", std::string(sent.fields.get("about"))}};
    const std::string undo = change(site, request, [&](storage::Write& write) {
        for (const storage::File& file : sent.files)
            about = office::add_document(write, file, typed, office::References::names).about;
    });
    const std::string message = language.say(sent.files.size(), "Uploaded", "{} files uploaded");
    return done(request, shown_at(site, about), message, undo);
}

http::Response show_content(const Site& site, const http::Request& request) {
    const auto document =
        site.store.read(request.scope(), [&](const storage::Read& read) { return read.get<Document>(request.id()); });
    return transfer::content(site.files, request, document.file, document.name);
}

}  // namespace

std::vector<http::Route> document_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto rights = office::rights_for(Document::kind);
    return {
        {get, "/documents/new", needs(rights.edit), with(&new_documents)},
        transfer::form_route("/documents", needs(rights.edit), site.files,
                             [&site](const http::Request& request, const transfer::Sent& sent) {
                                 return take_documents(site, request, sent);
                             }),
        {get, "/files/<id>", needs(rights.see), with(&show_content)},
    };
}

}  // namespace pages
