#pragma once

#include "office/clients/client.h"
#include "office/people/viewer.h"
#include "storage/write.h"

namespace office {

/// A client's account, field by field: only those who may decide change it once the client is there.
enum class Account_field : std::uint8_t { legal_name = 1, reference, vat_id, tax_number, billing_email };

constexpr auto options(Account_field) {
    return std::array{Option{1, "legal_name", "Legal name"}, Option{2, "reference", "Reference"},
                      Option{3, "vat_id", "VAT number"}, Option{4, "tax_number", "Tax number"},
                      Option{5, "billing_email", "E-mail for invoices"}};
}

/// The same as columns of a client.
inline constexpr std::array<std::string_view, 5> account_fields{"legal_name", "reference", "vat_id", "tax_number",
                                                                "billing_email"};

enum class Request_state : std::uint8_t { open = 1, accepted, declined };

constexpr auto options(Request_state) {
    return std::array{Option{1, "open", "Asked for"}, Option{2, "accepted", "Accepted"},
                      Option{3, "declined", "Declined"}};
}

/// Somebody asks for another value in a client's account.
struct Change_request : Stored {
    static constexpr Kind kind{21, "change_request", "change_requests", "Change request", "Change requests"};
    Ref<Client> client;
    Account_field field{};
    std::string from;  ///< as it was when this was asked for
    std::string to;
    std::string reason;
    Ref<User> asked_by;
    Request_state state = Request_state::open;
    Ref<User> decided_by;
    Moment decided_at;
    std::string decision_reason;

    bool is_open() const { return state == Request_state::open; }

    static constexpr auto fields = std::tuple{
        Field{1,
              "client",
              &Change_request::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "field",
              &Change_request::field,
              {.label = "Field", .required = true, .index = Index::sorted, .missing = "Choose what is to change."}},
        Field{3,
              "from",
              &Change_request::from,
              {.label = "Old value", .personal = true, .read_only = true, .longest = 254}},
        Field{4,
              "to",
              &Change_request::to,
              {.label = "New value", .personal = true, .hint = "Empty: it is to be taken out", .longest = 254}},
        Field{5,
              "reason",
              &Change_request::reason,
              {.label = "Reason",
               .required = true,
               .search = true,
               .personal = true,
               .missing = "Enter a reason.",
               .longest = 500}},
        Field{6,
              "asked_by",
              &Change_request::asked_by,
              {.label = "Asked for by", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{7, "state", &Change_request::state, {.label = "Status", .index = Index::sorted, .read_only = true}},
        Field{8,
              "decided_by",
              &Change_request::decided_by,
              {.label = "Decided by", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{9,
              "decided_at",
              &Change_request::decided_at,
              {.label = "Decided", .index = Index::sorted, .read_only = true}},
        Field{10,
              "decision_reason",
              &Change_request::decision_reason,
              {.label = "Reason for the decision", .personal = true, .read_only = true, .longest = 500}},
    };
};

/// The new value is judged as it would be in the client's form; of one field there is at most one open request.
void judge(storage::Write& write, const Change_request* before, Change_request& request, Errors& errors);
void agree(const storage::Read& read, const Change_request& request, Errors& errors);
/// Its author and those who decide may, until it is decided.
std::string_view why_not_change(const Change_request& request, const Viewer& viewer);

struct Acceptance {
    std::string reason;
    bool anyway = false;  ///< though the client has another value now than when it was asked for
    static constexpr auto fields = std::tuple{
        Field{1, "reason", &Acceptance::reason, {.label = "Reason", .longest = 500}},
        Field{2, "anyway", &Acceptance::anyway, {.label = "Set the new value all the same"}},
    };
};
struct Refusal {
    std::string reason;
    static constexpr auto fields =
        std::tuple{Field{1,
                         "reason",
                         &Refusal::reason,
                         {.label = "Reason", .required = true, .missing = "Enter a reason.", .longest = 500}}};
};

/// The client gets the new value. Throws Error{invalid} for "anyway" when it has changed since, Error{refused} when its rules do not
/// take it any more.
void accept(storage::Write& write, Ref<Change_request> request, const Acceptance& asked);
void decline(storage::Write& write, Ref<Change_request> request, const Refusal& asked);
/// It is asked for no more: the request goes.
void withdraw(storage::Write& write, Ref<Change_request> request);
std::string_view why_not_decide(const storage::Read& read, const Change_request& request);

/// The client's value now.
std::string value_now(const storage::Read& read, const Change_request& request);

/// What becomes of two accounts when clients are merged: what is asked for of the one that goes is declined, and what whoever merges may
/// not take over is asked for.
class Merged_account {
  public:
    /// Before they are merged.
    Merged_account(storage::Write& write, Ref<Client> gone, Ref<Client> kept);
    void ask_for_the_rest(storage::Write& write) const;

  private:
    Ref<Client> kept_;
    std::string why_;  ///< "Ruiz, Ana → Ruiz, Anna"
    storage::Typed missing_;
};

}  // namespace office
