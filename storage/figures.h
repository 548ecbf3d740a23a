// Figures: what the records of other kinds come to for one record, their owner: how many, how much, since when. They are kept,
// not counted: changed in the transaction that changes one of those records, whoever does it, by the store itself. They are a
// record of their own under the owner's number, so that a payment leaves the revision and the history of its client alone.
//
//     struct Figures : storage::Figures_of<Client> {
//         static constexpr Kind kind{198, "figures", "client_figures", "Figures", "Figures", false, true};
//         std::int64_t open = 0;
//         Money open_total;
//         Date oldest_due;
//         static constexpr auto fields = std::tuple{
//             Field{1, "open", &Figures::open, {.label = "Open", .index = Index::sorted}}, …
//             Field{3, "oldest_due", &Figures::oldest_due, {.label = …, .index = Index::sorted, .kept = Kept::least}}};
//         static constexpr std::uint8_t version = 1;    // one more when add() comes to something else: all is counted anew
//         static constexpr auto sources = std::tuple{Source{&Errand::client}};
//         void add(const Errand& errand);               // to nothing: what one record comes to, from itself alone
//     };
//
// Nothing says how to subtract: what a record came to before a change is taken out of the sums, what it comes to now is put in,
// and as the numbers wrap, the one takes back the other exactly. The least and the greatest cannot be taken back, so
// each record has an entry in an index over (owner, what it comes to), whose first or last one is looked up; records that come
// to nothing there have none.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "storage/types/codec.h"
#include "storage/value.h"
#include "storage/values/ref.h"

namespace storage {

template <class Record> struct Figures_of : Stored {
    using Figures_owner = Record;
};

/// Records count for whom a field of theirs refers to; where it refers to several, for each of them.
template <class Record, class T> struct Source {
    using Type = Record;
    T Record::* owner;
};
template <class Record, class T> Source(T Record::*) -> Source<Record, T>;

template <class T>
concept Figures_kind = requires {
    typename T::Figures_owner;
    T::sources;
    { T::version } -> std::convertible_to<std::uint8_t>;
} && std::derived_from<T, Stored>;

/// Figures as plain code sees them, as bytes of fields.
struct Figures_type {
    struct From {
        std::uint8_t kind;
        Tag_path owner;                                 ///< of the reference
        std::string (*share)(std::string_view fields);  ///< what one record comes to
    };
    std::uint8_t owner;  ///< kind
    std::uint8_t version;
    std::vector<From> sources;
    /// `less` is taken out of the sums and `more` put in; what is no sum becomes that of `extremes`.
    std::string (*changed)(std::string_view fields, std::string_view less, std::string_view more,
                           std::string_view extremes);
};

namespace declared {

/// What sums are made of.
template <class T>
concept Summed = requires(T value) { Value<T>::units(value); } &&
                 (Value<T>::control == Control::number || Value<T>::control == Control::money);

/// The tag of the field that says for whom a record counts; 0 when it is none of its own.
template <class Owner, class Record, class T> constexpr Tag_path owner_tag(const Source<Record, T>& source) {
    static_assert(std::is_same_v<T, Ref<Owner>> || std::is_same_v<T, std::vector<Ref<Owner>>>);
    Tag_path tag = 0;
    each_field<Record>([&]<class One>(const One& field) {
        if constexpr (requires { field.member == source.owner; })
            if (field.member == source.owner) tag = field.tag;
    });
    return tag;
}

/// No kind of record counts in two ways, since one would not know by which.
template <class... Sources> consteval bool well_sourced(const Sources&...) {
    std::array kinds{Sources::Type::kind.number...};
    std::ranges::sort(kinds);
    return std::ranges::adjacent_find(kinds) == kinds.end();
}

/// All can be sorted by, what is added can be subtracted, and those who count are found by an index.
template <class F> consteval bool well_figured() {
    bool good = !F::kind.journaled && F::kind.internal;
    each_field<F>([&]<class One>(const One& field) {
        const Attributes& own = field.attributes;
        good = good && !One::derived && own.index == Index::sorted && !own.search &&
               (Summed<typename One::Type> || own.kept != Kept::sum);
    });
    std::apply(
        [&](const auto&... source) {
            good = good && well_sourced(source...) && ((owner_tag<typename F::Figures_owner>(source) != 0) && ...);
        },
        F::sources);
    return good;
}

template <class F, class Record> std::string share(std::string_view fields) {
    F figures;
    figures.add(decode_fields<Record>(fields));
    return encode_fields(figures);
}

template <class T> T moved(const T& value, const T& less, const T& more) {
    const auto units = [](const T& of) { return static_cast<std::uint64_t>(Value<T>::units(of)); };
    return Value<T>::from(static_cast<std::int64_t>(units(value) - units(less) + units(more)));
}

template <class F>
std::string changed(std::string_view fields, std::string_view less, std::string_view more, std::string_view extremes) {
    F figures = decode_fields<F>(fields);
    const F gone = decode_fields<F>(less);
    const F come = decode_fields<F>(more);
    const F extreme = decode_fields<F>(extremes);
    each_field<F>([&]<class One>(const One& field) {
        const auto member = field.member;
        if (field.attributes.kept != Kept::sum)
            figures.*member = extreme.*member;
        else if constexpr (Summed<typename One::Type>)
            figures.*member = moved(figures.*member, gone.*member, come.*member);
    });
    return encode_fields(figures);
}

template <Figures_kind F> Figures_type figures_type() {
    static_assert(well_figured<F>());
    Figures_type type{F::Figures_owner::kind.number, F::version, {}, &changed<F>};
    const auto add = [&]<class Record, class T>(const Source<Record, T>& source) {
        type.sources.push_back({Record::kind.number, owner_tag<typename F::Figures_owner>(source), &share<F, Record>});
    };
    std::apply([&](const auto&... source) { (add(source), ...); }, F::sources);
    return type;
}

}  // namespace declared

}  // namespace storage
