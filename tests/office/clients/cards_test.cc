// Payment cards of clients: what is kept of them, which one is the default, and what is never kept.
#include <catch2/catch_test_macros.hpp>

#include "office/clients/card.h"
#include "office/clients/clients.h"
#include "office/office.h"
#include "storage/values/card_number.h"

using namespace office_test;
using office::Card;
using office::Client;

namespace {

struct With_cards : Office {
    Client client = save<Client>(person("Ida", "Ruiz", "ida@example.org"));

    Typed typed(const char* last4 = "1111", const char* expires = "12/27") const {
        return {{"client", std::to_string(client.id)},
                {"brand", "visa"},
                {"holder", "Ida Ruiz"},
                {"last4", last4},
                {"expires", expires}};
    }
    Card add(const Typed& typed) { return save<Card>(typed, References::ids); }
    Errors wrong(const Typed& typed) {
        return errors_of([&] { add(typed); });
    }
    void act(const char* verb, Id card, const Typed& asked = {}) {
        store.write(box, [&](Write& write) {
            office::act(write, record_type<Card>(), *office::find_action(Card::kind, verb), card, std::nullopt, asked);
        });
    }
    bool is_default(Id card) const { return get<Card>(card).is_default; }
};

}  // namespace

TEST_CASE("of a card its last four digits, its month and its holder are kept", "[P16]") {
    With_cards office;
    const Card card = office.add(office.typed());
    CHECK(card.name() == "Visa •••• 1111");
    CHECK(card.expires == "2027-12");
    CHECK(office.wrong(office.typed("111")).contains("last4"));
    CHECK(office.wrong(office.typed("11a1")).contains("last4"));
    CHECK(office.wrong(office.typed("4111 1111 1111 1111")).at("last4") == storage::looks_like_card);
    CHECK(office.wrong(with(office.typed(), "holder", "4111-1111-1111-1111")).contains("holder"));
    CHECK(office.wrong(with(office.typed(), "holder", "Ida, CVC 123")).contains("holder"));
    CHECK(office.wrong(with(office.typed(), "brand", "")).contains("brand"));
    CHECK(office.wrong(office.typed("1111", "13/27")).contains("expires"));
    CHECK(office.wrong(office.typed("1111", "soon")).contains("expires"));
    CHECK(office.wrong(office.typed("1111", "")).contains("expires"));
    for (const auto& [typed, month] : {std::pair{"1/2030", "2030-01"}, {"07 / 29", "2029-07"}, {"2031-05", "2031-05"}})
        CHECK(office::month_on_card(typed) == month);
}

TEST_CASE("a card counts until its month is over", "[P16]") {
    With_cards office;
    const Card card = office.add(office.typed("1111", "02/28"));
    const auto day = [](const char* text) { return storage::Value<storage::Date>::parse(text).value(); };
    CHECK_FALSE(office::is_expired(card, day("2028-02-29")));
    CHECK(office::is_expired(card, day("2028-03-01")));
    CHECK_FALSE(office::is_expired(card, day("2027-12-31")));
}

TEST_CASE("a client has one default card at most", "[P16]") {
    With_cards office;
    const Card first = office.add(office.typed("1111"));
    const Card second = office.add(office.typed("2222"));
    CHECK(office.is_default(first.id));
    CHECK_FALSE(office.is_default(second.id));
    office.act("make_default", second.id);
    CHECK_FALSE(office.is_default(first.id));
    CHECK(office.is_default(second.id));
    CHECK(fault_of([&] { office.act("make_default", second.id); }) == Fault::refused);
    const Client other = office.save<Client>(person("Eve", "Ekl", "eve@example.org"));
    const Card third = office.add(with(office.typed("3333"), "client", std::to_string(other.id)));
    CHECK(office.is_default(third.id));
    office.store.write(box, [&](Write& write) {
        office::act(write, record_type<Client>(), *office::find_action(Client::kind, "merge"), other.id, std::nullopt,
                    {{"into", std::to_string(office.client.id)}});
    });
    CHECK(office.is_default(second.id));
    CHECK_FALSE(office.is_default(third.id));
}

TEST_CASE("a token is kept, never typed into the card, and never shown", "[P16]") {
    With_cards office;
    const Card card = office.add(with(office.typed(), "token", "tok_typed"));
    CHECK_FALSE(office.get<Card>(card.id).has_token());
    office.act("set_token", card.id, {{"processor", "Acme Pay"}, {"token", "tok_secret"}});
    CHECK((office.get<Card>(card.id).has_token() && office.get<Card>(card.id).token.text == "tok_secret"));
    const auto shown = office.store.read([&](const Read& read) {
        std::string all;
        for (const auto& row : record_type<Card>().show(read.get(record_type<Card>(), card.id).fields, {}))
            all += row.text + "|";
        for (std::uint64_t number : read.entries_of(read.history({Card::kind.number, card.id}, 0, 1).front().operation))
            all += read.entry(number).name;
        return all;
    });
    CHECK_FALSE(shown.contains("tok_secret"));
    CHECK(errors_of([&] {
              office.act("set_token", card.id, {{"processor", "Acme"}, {"token", "4111111111111111"}});
          }).contains("token"));
}
