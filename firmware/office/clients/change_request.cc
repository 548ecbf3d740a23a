#include "office/clients/change_request.h"

#include <algorithm>
#include <format>

#include "office/people/users.h"
#include "office/records/merging.h"
#include "office/records/save.h"
#include "office/records/sentence.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Read;
using storage::Write;

namespace {

const storage::Record_type& client_type() { return storage::record_type<Client>(); }

std::string column_of(Account_field field) { return storage::Value<Account_field>::show(field); }

std::string value_of(std::string_view fields, const std::string& column) {
    const auto rows = client_type().show_columns(client_type(), fields, std::array{client_type().column(column)}, {});
    return rows.empty() ? std::string{} : rows.front().text;
}

/// What was typed as the client would have it.
std::string judged(const storage::Raw& client, const Change_request& request, Errors& errors) {
    const std::string column = column_of(request.field);
    Errors wrong;
    const std::string fields =
        client_type().fill(client_type(), client.fields, {{column, request.to}}, false, {}, wrong);
    if (const auto at = wrong.find(column); at != wrong.end()) {
        errors.emplace("to", at->second);
        return request.to;
    }
    return value_of(fields, column);
}

void refuse_second(const Read& read, const Change_request& request, Errors& errors) {
    for (const storage::Id id : read.where<&Change_request::client>(request.client)) {
        if (id == request.id) continue;
        const auto other = read.get<Change_request>(id);
        if (other.is_open() && other.field == request.field)
            errors.emplace("field", "A change of this field is asked for already. It has to be decided first.");
    }
}

}  // namespace

void judge(Write& write, const Change_request* before, Change_request& request, Errors& errors) {
    if (before == nullptr) request.asked_by = whoever_asks(write);
    const auto client = write.find(client_type(), request.client.id);
    if (!client || request.field == Account_field{}) return;
    request.from = value_of(client->fields, column_of(request.field));
    request.to = judged(*client, request, errors);
    if (request.to == request.from && !errors.contains("to")) errors.emplace("to", "This is its value already.");
    refuse_second(write, request, errors);
}

void agree(const Read& read, const Change_request& request, Errors& errors) {
    if (request.is_open()) refuse_second(read, request, errors);
}

std::string_view why_not_change(const Change_request& request, const Viewer& viewer) {
    if (!request.is_open()) return "This request is decided, and stays as it is.";
    const bool may = viewer.may(Right::decide) || is_author_or_admin(viewer, request.asked_by);
    return may ? "" : "Only who asked for it changes or withdraws a request.";
}

std::string_view why_not_decide(const Read&, const Change_request& request) {
    return request.is_open() ? "" : "This request is decided already.";
}

std::string value_now(const Read& read, const Change_request& request) {
    const auto client = read.find(client_type(), request.client.id);
    return client ? value_of(client->fields, column_of(request.field)) : std::string{};
}

namespace {

void decide(Write& write, Change_request request, Request_state state, const std::string& reason) {
    request.state = state;
    request.decided_by = whoever_asks(write);
    request.decided_at = Moment::now();
    request.decision_reason = reason;
    write.update(request);
}

void set_value(Write& write, const Change_request& request) {
    const std::string column = column_of(request.field);
    const storage::Raw client = write.get(client_type(), request.client.id);
    try {
        save(write, client_type(), client.id, client.revision, {{column, request.to}}, References::ids);
    } catch (const Error& error) {
        if (error.fault() != Fault::invalid || error.fields().empty()) throw;
        const auto& [name, what] = *error.fields().begin();
        throw Error(Fault::refused, sentence(client_type().column(name), name, what));
    }
}

}  // namespace

void accept(Write& write, Ref<Change_request> ref, const Acceptance& asked) {
    const Change_request request = write.get(ref);
    const std::string now = value_now(write, request);
    if (now != request.from && now != request.to && !asked.anyway)
        throw Error(Errors{{"anyway", "The client has another value now than when this was asked for."}});
    if (now != request.to) set_value(write, request);
    decide(write, request, Request_state::accepted, asked.reason);
}

void decline(Write& write, Ref<Change_request> ref, const Refusal& asked) {
    decide(write, write.get(ref), Request_state::declined, asked.reason);
}

void withdraw(Write& write, Ref<Change_request> ref) { write.erase(ref); }

Merged_account::Merged_account(Write& write, Ref<Client> gone, Ref<Client> kept)
    : kept_(kept)
    , why_(std::format("{} → {}", write.get(gone).name(), write.get(kept).name())) {
    for (const storage::Id id : write.where<&Change_request::client>(gone))
        if (const auto request = write.get<Change_request>(id); request.is_open())
            decide(write, request, Request_state::declined, why_);
    if (may_change_guarded(write, write.actor(), Client::kind)) return;
    missing_ =
        missing_values(write, client_type(), write.get(client_type(), kept.id), write.get(client_type(), gone.id));
    std::erase_if(missing_, [](const auto& one) { return !std::ranges::contains(account_fields, one.first); });
}

void Merged_account::ask_for_the_rest(Write& write) const {
    for (const auto& [field, value] : missing_) {
        Change_request request;
        request.client = kept_;
        request.field = storage::Value<Account_field>::parse(field).value_or(Account_field{});
        request.to = value;
        request.reason = why_;
        Errors errors;
        judge(write, nullptr, request, errors);
        if (errors.empty()) write.create(request);
    }
}

}  // namespace office
