#include "office/records/change_field.h"
#include "office/work/tender.h"

namespace office {

void submit(storage::Write& write, Ref<Tender> tender) {
    change_field<&Tender::state>(write, tender, Tender_state::submitted);
}
void win(storage::Write& write, Ref<Tender> tender) { change_field<&Tender::state>(write, tender, Tender_state::won); }
void lose(storage::Write& write, Ref<Tender> tender) {
    change_field<&Tender::state>(write, tender, Tender_state::lost);
}

void reopen(storage::Write& write, Ref<Tender> tender) {
    change_field<&Tender::state>(write, tender, Tender_state::open);
}

std::string_view why_not_submit(const storage::Read& read, const Tender& tender) {
    return tender.state == Tender_state::submitted ? "This tender is submitted already." : why_not_decide(read, tender);
}

std::string_view why_not_decide(const storage::Read&, const Tender& tender) {
    return tender.is_decided() ? "This tender is decided." : "";
}

std::string_view why_not_reopen(const storage::Read&, const Tender& tender) {
    return tender.is_decided() ? "" : "This tender is not decided.";
}

void check(const Tender& tender, Errors& errors) {
    if (tender.value && tender.value->minor < 0) errors.emplace("value", "must not be below zero");
}

}  // namespace office
