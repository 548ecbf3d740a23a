// Some of a fixed list: several of an enum whose options are declared beside it (choice.h), each once.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "storage/values/choice.h"

namespace storage {

template <class E>
    requires std::is_enum_v<E>
struct Value<std::vector<E>> : Plain_value<std::vector<E>> {
    using Choices = std::vector<E>;
    static constexpr Control control = Control::multi;
    static std::string show(const Choices& value) {
        std::string shown;
        for (const E one : value) shown += (shown.empty() ? "" : ",") + Value<E>::show(one);
        return shown;
    }
    static Parsed<Choices> parse(std::string_view typed) {
        Choices chosen;
        while (!typed.empty()) {
            const std::size_t comma = std::min(typed.find(','), typed.size());
            const auto one = Value<E>::parse(typed.substr(0, comma));
            if (!one) return std::unexpected(one.error());
            if (*one != E{} && !std::ranges::contains(chosen, *one)) chosen.push_back(*one);
            typed.remove_prefix(std::min(comma + 1, typed.size()));
        }
        return chosen;
    }
    static void encode(std::string& out, const Choices& value) {
        for (const E one : value) Value<E>::encode(out, one);
    }
    static Choices decode(std::string_view bytes) {
        Choices value;
        for (const char byte : bytes) value.push_back(static_cast<E>(byte));
        return value;
    }
    static void order(const Choices& value, std::vector<std::string>& keys) {
        for (const E one : value) Value<E>::order(one, keys);
    }
};

}  // namespace storage
