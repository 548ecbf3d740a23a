#include "sample/survey.h"

#include "office/records/kind.h"
#include "pages/records/kind.h"
#include "storage/types/describe.h"

template const storage::Record_type& storage::record_type<sample::Survey>();

namespace {

const bool known = [] {
    using enum office::Right;
    office::add_kind(
        {.type = &storage::record_type<sample::Survey>(), .rights = {see_clients, edit_clients, edit_clients}});
    pages::add_page({.kind = sample::Survey::kind.number});
    return true;
}();

}  // namespace
