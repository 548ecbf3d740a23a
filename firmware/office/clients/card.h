#pragma once

#include "office/clients/client.h"
#include "storage/write.h"

namespace office {

enum class Card_brand : std::uint8_t {
    visa = 1,
    mastercard,
    american_express,
    discover,
    diners_club,
    jcb,
    maestro,
    unionpay,
    other
};

constexpr auto options(Card_brand) {
    return std::array{Option{1, "visa", "Visa"},
                      Option{2, "mastercard", "Mastercard"},
                      Option{3, "american_express", "American Express"},
                      Option{4, "discover", "Discover"},
                      Option{5, "diners_club", "Diners Club"},
                      Option{6, "jcb", "JCB"},
                      Option{7, "maestro", "Maestro"},
                      Option{8, "unionpay", "UnionPay"},
                      Option{9, "other", "Other card"}};
}

/// A payment card of a client, for charges to come. Its number and its code are with the payment processor alone, which knows the
/// card by a token.
struct Card : Stored {
    static constexpr Kind kind{28, "card", "cards", "Card", "Cards"};
    Ref<Client> client;
    Card_brand brand{};
    std::string holder;
    std::string last4;
    std::string expires;  ///< the last month in which it counts, "2027-12"
    std::string processor;
    Secret token;
    bool is_default = false;

    /// "Visa •••• 1111"
    std::string name() const;
    bool has_token() const { return !token.text.empty(); }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Card::name, {.label = "Card", .index = Index::sorted}},
        Field{1,
              "client",
              &Card::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "brand",
              &Card::brand,
              {.label = "Brand", .required = true, .index = Index::sorted, .missing = "Choose a brand."}},
        Field{3,
              "holder",
              &Card::holder,
              {.label = "Cardholder",
               .required = true,
               .search = true,
               .personal = true,
               .missing = "Enter the name that stands on the card."}},
        Field{4,
              "last4",
              &Card::last4,
              {.label = "Last four digits",
               .required = true,
               .search = true,
               .hint = "Never the whole number, and never the security code",
               .missing = "Enter the last four digits of the card."}},
        Field{5,
              "expires",
              &Card::expires,
              {.label = "Expires",
               .required = true,
               .index = Index::sorted,
               .hint = "As it stands on the card: 12/27",
               .missing = "Enter the month in which the card expires.",
               .longest = 20}},
        Field{6,
              "processor",
              &Card::processor,
              {.label = "Payment processor", .index = Index::sorted, .read_only = true, .longest = 60}},
        Field{7, "token", &Card::token, {.label = "Token", .read_only = true, .hidden = true}},
        Field{8, "is_default", &Card::is_default, {.label = "Default", .index = Index::sorted, .read_only = true}},
        Derived{201, "can_be_charged", &Card::has_token, {.label = "Can be charged", .index = Index::sorted}},
    };
};

/// "12/27", "12 / 2027", "2027-12" → "2027-12"; none when it is no month.
std::optional<std::string> month_on_card(std::string_view typed);
bool is_expired(const Card& card, Date today);

/// The month becomes plain; the first card of a client is its default.
void judge(storage::Write& write, const Card* before, Card& card, Errors& errors);
/// Of a client's cards one at most is the default.
void agree(const storage::Read& read, const Card& card, Errors& errors);

/// Of a client's cards this one alone.
void make_default(storage::Write& write, Ref<Card> card);
std::string_view why_not_make_default(const storage::Read& read, const Card& card);

struct Token_of_card {
    std::string processor, token;
    static constexpr auto fields = std::tuple{
        Field{1,
              "processor",
              &Token_of_card::processor,
              {.label = "Payment processor",
               .required = true,
               .missing = "Enter the name of the payment processor.",
               .longest = 60}},
        Field{
            2,
            "token",
            &Token_of_card::token,
            {.label = "Token", .required = true, .missing = "Enter the token that the processor gave for this card."}},
    };
};
/// By which the processor knows the card. It is never shown again.
void set_token(storage::Write& write, Ref<Card> card, const Token_of_card& asked);

/// When cards of two clients came together: `client` keeps the default that it had.
void keep_one_default(storage::Write& write, Ref<Client> client, Ref<Card> first);
/// None: it has none.
Ref<Card> default_card(const storage::Read& read, Ref<Client> client);

}  // namespace office
