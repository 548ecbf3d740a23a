// Contact cards (vCard 2.1, 3.0: RFC 2426, 4.0: RFC 6350): property after property out of a text, as phones and programs write them.
//
// Lines are unfolded, groups and parameters told apart, quoted-printable and encodings decoded. A card ends where the next one
// begins when nothing ends it; lines without a name go on with the one before; what a card has inside another is passed over.
// Nothing in a file makes a card large: bytes and properties beyond the limits are counted, not kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/tables/encoding.h"

namespace exchange {

struct Card_property {
    std::string group;                                            ///< "ITEM1": what belongs together
    std::string name;                                             ///< "TEL"
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names in capitals; those without one are types
    std::string value;      ///< decoded, but with its escapes; of binary ones empty
    std::size_t bytes = 0;  ///< of the value as it came
    bool is_binary = false;

    /// Of the first parameter of that name; "" without one.
    std::string_view parameter(std::string_view called) const;
    /// "home", "fax", "pref": all of them in small letters, each once.
    std::vector<std::string> types() const;
    bool has_type(std::string_view type) const;
};

struct Card {
    bool is_old = false;   ///< version 2.1, which escapes less
    bool is_cut = false;   ///< beyond a limit
    bool is_open = false;  ///< the text ended before it did
    std::vector<Card_property> properties;

    /// The first of that name; null without one.
    const Card_property* find(std::string_view name) const;
    const Card_property* of_group(std::string_view group, std::string_view name) const;
};

/// Whether a text has a card among its first lines.
bool has_cards(std::string_view text);

class Card_reader {
  public:
    static constexpr std::size_t most_properties = 1'000;
    static constexpr std::size_t most_bytes = 1UL << 20;  ///< that are kept of a card

    /// `text` must outlive the reader. `encoding` of what does not say its own.
    Card_reader(std::string_view text, Encoding encoding);
    /// The next one; false at the end.
    bool next(Card& card);
    /// How far it is in the text.
    std::size_t place() const { return at_; }

  private:
    bool next_line();
    std::string_view raw_line();
    void append(std::string_view part);
    void join_soft_breaks();
    bool begins_card() const;
    bool ends_card() const;
    void take_line(Card& card);
    void go_on_with_last(Card& card);
    std::string_view within_limits(Card& card, std::string_view part);
    std::string decoded_value(const Card_property& property, std::string_view value) const;

    std::string_view text_;
    Encoding encoding_;
    std::size_t at_ = 0;
    std::string line_;            ///< unfolded
    std::size_t line_bytes_ = 0;  ///< of which so many came, kept or not
    std::size_t kept_ = 0;        ///< bytes of this card
    bool is_old_ = false;
    bool begun_ = false;  ///< the line that begins the next card was read already
};

/// Without escapes: "\n", "\,", "\;". Version 2.1 knows no "\n", so a "\" before another sign stands for itself there.
std::string unescaped(std::string_view value, bool is_old);
/// Cut where the sign is not escaped; each part without escapes.
std::vector<std::string> cut_unescaped(std::string_view value, char sign, bool is_old);

}  // namespace exchange
