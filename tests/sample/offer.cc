#include "sample/offer.h"

#include "pages/records/kind.h"
#include "storage/types/describe.h"

template const storage::Record_type& storage::record_type<sample::Offer>();

namespace {

const bool known = [] {
    using enum office::Right;
    office::add_kind(
        {.type = &storage::record_type<sample::Offer>(), .rights = {see_clients, edit_clients, edit_clients}});
    pages::add_page({.kind = sample::Offer::kind.number});
    return true;
}();

}  // namespace
