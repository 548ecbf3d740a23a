#include "pages/clients/kinds.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "office/clients/card.h"
#include "office/clients/change_request.h"
#include "office/clients/client.h"
#include "office/clients/comment.h"
#include "office/clients/consent.h"
#include "office/clients/duplicates.h"
#include "office/clients/feedback.h"
#include "office/clients/hold.h"
#include "office/clients/note.h"
#include "office/clients/price.h"
#include "office/people/asker.h"
#include "pages/clients/cards.h"
#include "pages/clients/client_page.h"
#include "pages/clients/details.h"
#include "pages/clients/head.h"
#include "pages/frame/view.h"
#include "pages/records/lists/children.h"
#include "pages/records/merge.h"
#include "storage/words.h"

namespace pages {

namespace {

std::vector<Duplicate> duplicates_of(const storage::Read& read, const Language& language, const storage::Typed& typed) {
    std::vector<Duplicate> duplicates;
    for (const auto& hit : office::possible_duplicates(read, typed, 0))
        duplicates.push_back({hit.name, url_of(office::Client::kind, hit.id),
                              language.say(hit.same_phone ? "same phone" : "same name and city")});
    return duplicates;
}

std::string colour_of(const storage::Read& read, storage::Id tag) {
    const auto found = read.find<office::Tag>(tag);
    return chip_color(found ? storage::Value<office::Colour>::show(found->colour) : "");
}

constexpr std::array contact_sentences{Sentences{
    {"added the contact", "changed the contact", "deleted the contact", "added the contact", "removed the contact"},
    "address-book",
    true}};

constexpr std::array note_sentences{
    Sentences{{"wrote a note", "changed a note", "deleted a note", "wrote a note", "deleted a note"}, "note"}};

constexpr std::array comment_sentences{Sentences{
    {"wrote a comment", "changed a comment", "deleted a comment", "wrote a comment", "deleted a comment"}, "messages"}};

constexpr Action_page merging{"merge", "arrow-merge", "merged", nullptr, &ask_to_merge, &merge_record};

constexpr std::array feedback_sentences{Sentences{
    {"wrote feedback", "changed feedback", "deleted feedback", "wrote feedback", "deleted feedback"}, "message"}};

constexpr std::array hold_sentences{
    Sentences{{"put it on hold", "changed the hold", "deleted the hold", "put it on hold", "took away the hold"},
              "hand-stop",
              true}};

constexpr std::array consent_sentences{
    Sentences{{"noted a consent", "changed a consent", "deleted a consent", "noted a consent", "took away a consent"},
              "checklist",
              true}};

/// An e-mail address, a number of five digits and more, or a name.
std::string client_from(std::string_view words) {
    const auto field = [](std::string_view name, std::string_view value) {
        return std::format("{}={}", name, http::percent_encoded(value));
    };
    if (words.contains('@')) return field("email", words);
    const bool has_letters = std::ranges::any_of(storage::words_of(words), [](const std::string& word) {
        return word.find_first_not_of("0123456789") != std::string::npos;
    });
    if (!has_letters && storage::phone_digits(words).size() >= 5) return field("phone", words);
    const auto space = words.rfind(' ');
    if (space == std::string_view::npos) return field("last_name", words);
    return field("first_name", storage::trimmed(words.substr(0, space))) + "&" +
           field("last_name", words.substr(space + 1));
}

Page_row clients() {
    return {.kind = office::Client::kind.number,
            .icon = "users",
            .new_icon = "user-plus",
            .in_navigation = true,
            .sections = {{"Name", {"type", "first_name", "last_name", "organisation"}},
                         {"Contact", {"email", "phone", "other_phone", "website", "may_lack_details"}},
                         {"Company and address", {"company", "billing_address"}},
                         {"In the office",
                          {"status", "priority", "assignee", "tags", "rating", "services", "client_since", "newsletter",
                           "primary_contact"}},
                         {"Account details", {"legal_name", "reference", "vat_id", "tax_number", "billing_email"}},
                         {"Description", {"description"}}},
            .columns = {"company", "email", "phone", "status", "tags", "billing_address.city"},
            .brief = {"email", "phone", "status"},
            .head = {"first_name", "last_name", "organisation", "type", "status", "phone", "email", "billing_address",
                     "company", "assignee", "priority", "services", "description"},
            .head_parts = &client_head_parts,
            .actions = {{"archive", "archive", "archived"},
                        {"restore", "arrow-back-up", "restored"},
                        merging,
                        {"put_on_hold", "hand-stop", "put on hold"},
                        {"give_consent", "checklist", "noted a consent"},
                        {"add_tag", "tag", "tagged", &tags_control},
                        {"remove_tag", "tag", "took a tag from", &tags_control},
                        {"assign", "user", "assigned"},
                        {"rate", "star", "rated", &stars_control},
                        {"make_primary", "star", "chose the primary contact of"},
                        {"add_contact", "user-plus", "added a contact to"},
                        {"remove_contact", "user-minus", "took a contact from"}},
            .left_out = {"status", {"archived"}, "Archived too"},
            .show = &show_profile,
            .around = &client_around,
            .badge = &badge_of_client,
            .asked = &asked_of_clients,
            .new_from = &client_from,
            .duplicates = &duplicates_of};
}

Page_row companies() {
    return {.kind = office::Company::kind.number,
            .icon = "building",
            .in_navigation = true,
            .columns = {"email", "phone", "address.city"},
            .head = {"name"},
            .actions = {merging}};
}

Page_row contacts() {
    return {.kind = office::Contact::kind.number,
            .icon = "address-book",
            .in_navigation = true,
            .columns = {"position", "email", "phone", "clients"},
            .brief = {"position", "email", "phone"},
            .head = {"name"},
            .sentences = contact_sentences,
            .actions = {merging}};
}

Page_row feedback() {
    return {.kind = office::Feedback::kind.number,
            .icon = "message",
            .searched = true,
            .place = "Activity",
            .columns = {"client", "stars", "author"},
            .brief = {"stars", "author"},
            .sentences = feedback_sentences,
            .usual_sort = "-created",
            .named_to_delete = false,
            .card = &written_card};
}

constexpr std::array change_request_sentences{
    Sentences{{"asked for a change of the account", "changed what is asked for", "took back what was asked for",
               "asked for a change of the account", "took back what was asked for"},
              "user-edit"}};

constexpr std::array price_sentences{
    Sentences{{"added a price", "changed a price", "deleted a price", "added a price", "removed a price"}, "cash"}};

constexpr std::array card_sentences{
    Sentences{{"added the card", "changed the card", "deleted the card", "added the card", "removed the card"},
              "credit-card",
              true}};

std::string quoted(const Language& language, std::string_view value) {
    return value.empty() ? language.say("nothing") : language.say("“{}”", {value});
}

/// What a decision is about, and what the client has now if that is something else.
std::string asked_change(const Language& language, const storage::Read& read, const storage::Raw& raw) {
    const auto request = storage::Read::typed<office::Change_request>(raw);
    const std::string now = office::value_now(read, request);
    std::string asked = language.say("From {} to {}: {}",
                                     {quoted(language, request.from), quoted(language, request.to), request.reason});
    if (now == request.from) return asked;
    return asked + " · " + language.say("It is {} now.", {quoted(language, now)});
}

Page_row change_requests() {
    return {.kind = office::Change_request::kind.number,
            .icon = "user-edit",
            .tab = "Account details",
            .named_by = "field",
            .place = details_place,
            .columns = {"client", "from", "to", "asked_by", "state"},
            .brief = {"from", "to", "asked_by", "state", "decision_reason"},
            .head = {"state"},
            .sentences = change_request_sentences,
            .actions = {{"accept", "check", "accepted", nullptr, nullptr, nullptr, &asked_change, "anyway"},
                        {"decline", "x", "declined", nullptr, nullptr, nullptr, &asked_change},
                        {"withdraw", "arrow-back-up", "withdrew"}},
            .waiting = {office::Right::decide, "state=open"},
            .usual_sort = "-created",
            .named_to_delete = false};
}

/// When it counts, as seen from today.
std::string price_note(const Language& language, const storage::Raw& raw) {
    const auto price = storage::Read::typed<office::Price>(raw);
    const storage::Date today = office::asker(0).today;
    if (price.counts_on(today)) return language.say("Today");
    return language.say(today < price.from ? "Later" : "Past");
}

Page_row prices() {
    return {.kind = office::Price::kind.number,
            .icon = "cash",
            .tab = "Pricing",
            .named_by = "service",
            .place = "Money",
            .columns = {"client", "price", "from", "to"},
            .brief = {"client", "price", "from", "to"},
            .head = {"service"},
            .sentences = price_sentences,
            .usual_sort = "-from",
            .named_to_delete = false,
            .note = &price_note};
}

std::string card_badge(const Language& language, const storage::Raw& raw) {
    const auto card = storage::Read::typed<office::Card>(raw);
    return office::is_expired(card, office::asker(0).today) ? language.say("Expired") : "";
}

Page_row cards() {
    return {.kind = office::Card::kind.number,
            .icon = "credit-card",
            .tab = "Billing details",
            .place = details_place,
            .columns = {"client", "holder", "expires", "is_default"},
            .brief = {"holder", "expires", "is_default", "can_be_charged"},
            .head = {"name", "is_default"},
            .sentences = card_sentences,
            .actions = {{"make_default", "star", "made default"}, {"set_token", "plug", "connected"}},
            .named_to_delete = false,
            .badge = &card_badge};
}

Page_row holds() {
    return {.kind = office::Hold::kind.number,
            .icon = "hand-stop",
            .searched = true,
            .columns = {"client", "put_by", "state", "released_at", "released_by"},
            .head = {"state"},
            .sentences = hold_sentences,
            .actions = {{"release", "player-play", "released"}},
            .usual_sort = "-created"};
}

Page_row consents() {
    return {.kind = office::Consent::kind.number,
            .icon = "checklist",
            .columns = {"subject", "purpose", "given_at", "how", "withdrawn_at"},
            .head = {"purpose"},
            .sentences = consent_sentences,
            .actions = {{"withdraw", "x", "withdrew"}},
            .usual_sort = "-given_at"};
}

Page_row notes() {
    return {.kind = office::Note::kind.number,
            .icon = "note",
            .searched = true,
            .place = "Activity",
            .sentences = note_sentences,
            .actions = {{"pin", "pin", "pinned"}, {"unpin", "pinned-off", "unpinned"}},
            .usual_sort = "-pinned",
            .named_to_delete = false,
            .card = &written_card};
}

Page_row comments() {
    return {.kind = office::Comment::kind.number,
            .icon = "messages",
            .searched = true,
            .place = "Activity",
            .sentences = comment_sentences,
            .usual_sort = "-created",
            .named_to_delete = false,
            .card = &written_card};
}

}  // namespace

std::vector<Page_row> client_pages() {
    return {
        clients(),
        companies(),
        contacts(),
        notes(),
        comments(),
        feedback(),
        holds(),
        change_requests(),
        prices(),
        cards(),
        consents(),
        {.kind = office::Tag::kind.number,
         .icon = "tag",
         .pages = false,
         .home = "/settings/tags",
         .actions = {{"merge", "tag", "merged"}},
         .chip = &colour_of},
    };
}

}  // namespace pages
