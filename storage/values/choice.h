// One of a fixed list: an enum whose options are declared beside it.
//
//   enum class Status : std::uint8_t { prospect = 1, active };        // 0 is "not chosen"; numbers are on disk
//   constexpr auto options(Status) { return std::array{Option{1, "prospect", "Prospect"}, …}; }   // found by ADL
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "storage/value.h"
#include "storage/values/number.h"
#include "storage/words.h"

namespace storage {

struct Option {
    std::uint8_t number;     ///< on disk; never reused
    std::string_view key;    ///< in forms, JSON and CSV
    std::string_view label;  ///< for people
    bool by_verb = false;    ///< forms and files do not offer it: a verb alone sets it, and another one leaves it
};

template <class E>
    requires std::is_enum_v<E>
struct Value<E> : Byte_value<E> {
    static constexpr Control control = Control::select;
    static std::string show(E value) {
        for (const Option& option : options(E{}))
            if (option.number == static_cast<std::uint8_t>(value)) return std::string(option.key);
        return {};
    }
    static Parsed<E> parse(std::string_view typed) {
        const std::string wanted = identity_of(typed);
        if (wanted.empty()) return E{};
        for (const Option& option : options(E{}))
            if (wanted == option.key || wanted == identity_of(option.label)) return static_cast<E>(option.number);
        return std::unexpected("is not one of the choices");
    }
    static void encode(std::string& out, E value) { out.push_back(static_cast<char>(value)); }
    static E decode(std::string_view bytes) { return static_cast<E>(Byte_value<E>::byte(bytes)); }
    static void order(E value, std::vector<std::string>& keys) { keys.emplace_back(1, static_cast<char>(value)); }
};

}  // namespace storage
