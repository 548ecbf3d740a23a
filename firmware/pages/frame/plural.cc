#include "pages/frame/plural.h"

#include <array>
#include <charconv>
#include <span>
#include <stdexcept>

namespace pages {

namespace {

[[noreturn]] void give_up(std::string_view header) {
    throw std::runtime_error("languages: no rule of plurals: " + std::string(header));
}

std::uint64_t divided(std::uint64_t left, std::uint64_t right, bool rest) {
    if (right == 0) throw std::runtime_error("languages: a rule of plurals divides by zero");
    return rest ? left % right : left / right;
}

struct Operator {
    std::string_view sign;
    std::uint64_t (*apply)(std::uint64_t left, std::uint64_t right);
};

using Left = std::uint64_t;
using Right = std::uint64_t;

constexpr std::array either{Operator{"||", [](Left l, Right r) -> std::uint64_t { return l != 0 || r != 0; }}};
constexpr std::array both{Operator{"&&", [](Left l, Right r) -> std::uint64_t { return l != 0 && r != 0; }}};
constexpr std::array same{Operator{"==", [](Left l, Right r) -> std::uint64_t { return l == r; }},
                          Operator{"!=", [](Left l, Right r) -> std::uint64_t { return l != r; }}};
constexpr std::array order{Operator{"<=", [](Left l, Right r) -> std::uint64_t { return l <= r; }},
                           Operator{">=", [](Left l, Right r) -> std::uint64_t { return l >= r; }},
                           Operator{"<", [](Left l, Right r) -> std::uint64_t { return l < r; }},
                           Operator{">", [](Left l, Right r) -> std::uint64_t { return l > r; }}};
constexpr std::array sums{Operator{"+", [](Left l, Right r) { return l + r; }},
                          Operator{"-", [](Left l, Right r) { return l - r; }}};
constexpr std::array products{Operator{"*", [](Left l, Right r) { return l * r; }},
                              Operator{"/", [](Left l, Right r) { return divided(l, r, false); }},
                              Operator{"%", [](Left l, Right r) { return divided(l, r, true); }}};

/// What binds least comes first.
constexpr std::array<std::span<const Operator>, 6> levels{either, both, same, order, sums, products};

/// Reads an expression and works it out on the way; both branches of a choice are read.
class Rule_reading {
  public:
    Rule_reading(std::string_view rule, std::uint64_t number)
        : rest_(rule)
        , number_(number) {}

    std::uint64_t whole() {
        const std::uint64_t value = choice();
        skip_spaces();
        if (!rest_.empty()) give_up(rest_);
        return value;
    }

  private:
    std::uint64_t choice() {
        const std::uint64_t asked = chain(0);
        if (!take("?")) return asked;
        const std::uint64_t yes = choice();
        if (!take(":")) give_up(rest_);
        const std::uint64_t no = choice();
        return asked != 0 ? yes : no;
    }

    /// Operators of one level, from the left.
    std::uint64_t chain(std::size_t level) {
        if (level == levels.size()) return operand();
        std::uint64_t value = chain(level + 1);
        for (const Operator* next = taken(levels[level]); next != nullptr; next = taken(levels[level]))
            value = next->apply(value, chain(level + 1));
        return value;
    }

    std::uint64_t operand() {
        if (take("!")) return operand() == 0 ? 1 : 0;
        if (take("n")) return number_;
        if (take("(")) {
            const std::uint64_t value = choice();
            if (!take(")")) give_up(rest_);
            return value;
        }
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{}) give_up(rest_);
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }

    const Operator* taken(std::span<const Operator> operators) {
        for (const Operator& each : operators)
            if (take(each.sign)) return &each;
        return nullptr;
    }

    bool take(std::string_view sign) {
        skip_spaces();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    void skip_spaces() {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    }

    std::string_view rest_;
    std::uint64_t number_;
};

/// "plural=(n != 1);" → "(n != 1)"
std::string_view value_of(std::string_view header, std::string_view name) {
    const auto at = header.find(name);
    if (at == std::string_view::npos) give_up(header);
    const std::string_view behind = header.substr(at + name.size());
    return behind.substr(0, behind.find(';'));
}

}  // namespace

Plural::Plural(std::string_view header)
    : rule_(value_of(header, " plural=")) {
    const std::string_view count = value_of(header, "nplurals=");
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), forms_);
    if (error != std::errc{} || forms_ < 1 || forms_ > 9) give_up(header);
    constexpr std::uint64_t enough = 200;  // rules look at the last two digits
    for (std::uint64_t number = 0; number <= enough; ++number)
        if (form_of(number) >= forms_) give_up(header);
}

std::size_t Plural::form_of(std::uint64_t number) const { return Rule_reading(rule_, number).whole(); }

}  // namespace pages
