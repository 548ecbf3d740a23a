// A snapshot of the store: what one closure given to Store::read sees. Values are copied out.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/custom_field.h"
#include "storage/disk/engine.h"
#include "storage/journal.h"
#include "storage/keys.h"
#include "storage/types/record_type.h"

namespace storage {

/// Every record type there is, by kind number.
class Schema {
  public:
    explicit Schema(std::vector<const Record_type*> types);
    const Record_type& type(std::uint8_t kind) const;  ///< throws Error{corrupt}
    const Record_type* find(std::string_view plural) const;
    std::span<const Record_type* const> types() const { return types_; }

    /// A reference column of some type that points to a kind, or to any.
    struct Referrer {
        const Record_type* type;
        const Column* column;
    };
    std::span<const Referrer> referrers(std::uint8_t kind) const { return referrers_[kind]; }

    /// Figures that records of a kind count in.
    struct Counted {
        const Record_type* figures;
        const Figures_type::From* from;
    };
    std::span<const Counted> counted(std::uint8_t kind) const { return counted_[kind]; }
    /// Figures that each record of a kind has.
    std::span<const Record_type* const> figures_of(std::uint8_t kind) const { return figures_of_[kind]; }
    /// Their columns as the owner's lists name them: "figures.open_total".
    std::span<const Column> figure_columns(std::uint8_t kind) const { return figure_columns_[kind]; }

    /// A kind that only another version of the program knows: its records are kept as they are.
    struct Foreign_kind {
        std::uint8_t number;
        std::string label, title;
    };
    /// A reference that only another version knows: what it refers to has to stay.
    struct Foreign_reference {
        std::uint8_t kind;
        std::string label;  ///< of the kind
        Tag_path path;
        std::uint8_t target;  ///< 0: any kind
    };
    /// An index of a known kind over a field that only another version knows.
    struct Foreign_index {
        std::uint8_t kind;
        Tag_path path;
    };
    void keep(std::vector<Foreign_kind> kinds, std::vector<Foreign_reference> references,
              std::vector<Foreign_index> indexes);
    const Foreign_kind* foreign_kind(std::uint8_t kind) const;
    bool has_foreign_kinds() const { return !foreign_kinds_.empty(); }
    std::span<const Foreign_reference> foreign_references() const { return foreign_references_; }
    std::span<const Foreign_index> foreign_indexes() const { return foreign_indexes_; }
    /// Null for a kind that this program does not know.
    const Record_type* find(std::uint8_t kind) const { return by_kind_[kind]; }

    /// An index whose empty values empties.h tells of, as their kind names it, and their key in it.
    struct Empty_index {
        std::uint8_t kind;
        Tag_path tag;
        std::string key;
    };
    /// Nothing for an index in which they have entries like others, or none.
    std::optional<Empty_index> empty_index(std::uint8_t kind, Tag_path tag) const;

  private:
    std::vector<const Record_type*> types_;
    std::array<const Record_type*, 256> by_kind_{};
    void add_figures(const Record_type& figures);

    std::array<std::vector<Referrer>, 256> referrers_;
    std::array<std::vector<Counted>, 256> counted_;
    std::array<std::vector<const Record_type*>, 256> figures_of_;
    std::array<std::vector<Column>, 256> figure_columns_;
    std::vector<Foreign_kind> foreign_kinds_;
    std::vector<Foreign_reference> foreign_references_;
    std::vector<Foreign_index> foreign_indexes_;
};

class Read;

/// Which records have one of some values in an index, all of them, or none; or one between two values, or none between them.
struct Filter {
    enum Mode : std::uint8_t { any, all, none, between, not_between } mode = any;
    Tag_path tag = 0;
    std::vector<std::string> keys;  ///< ordered values, as Value<T>::order or Column_option::order gives them
    /// Of a range: ordered values, both within it. Behind nothing stands everything: an open range is "has any value".
    std::string from = {};
    std::optional<std::string> to = {};
    bool is_range() const { return mode == between || mode == not_between; }
    bool operator==(const Filter&) const = default;
};

struct List {
    Tag_path tag;             ///< sorted by this index
    std::string within = {};  ///< by the custom field whose values begin so in it; records without one come last
    bool descending = false;
    bool backwards = false;  ///< from the last one to the first: to the page before
    std::vector<Filter> filters = {};
    std::string words = {};                     ///< a query as search() takes it; "" asks for none
    std::optional<std::vector<Id>> among = {};  ///< only these, sorted
    std::string after = {};                     ///< `next` of the page before
    std::size_t limit = 50;
    std::size_t count_to = 0;  ///< those on all pages are counted up to that; 0: not
};

struct Page {
    std::vector<Id> ids;
    std::size_t total = 0;      ///< when List::count_to asks for it
    std::string next;           ///< "" on the last page
    std::size_t looked_at = 0;  ///< entries and records, to find these
};

/// Which records of a kind somebody gets to see.
struct Visible {
    bool everything = true;                     ///< else those for which all that follows holds
    std::vector<Filter> filters = {};           ///< over declared fields
    std::optional<std::vector<Id>> among = {};  ///< sorted
};

/// What of the store somebody gets to see. A Read with a scope knows nothing else: other records are not found, listed,
/// counted, named or told of, and fields for fewer people are empty.
struct Scope {
    std::function<Visible(const Read& whole, const Record_type& type)> sees = {};  ///< none: every record
    Audience audience = Audience::office;
};

struct Hit {
    std::uint8_t kind;
    Id id;
    std::string name;
};

class Known_sets;

class Read {
  public:
    /// `known`: what other reads of the same version found; nothing inside a change, which sees itself.
    Read(const Schema& schema, Transaction transaction, Known_sets* known = nullptr)
        : schema_(&schema)
        , owned_(std::make_shared<Transaction>(std::move(transaction)))
        , transaction_(*owned_)
        , known_sets_(known) {}

    /// The same as somebody sees it, null: all of it; the scope must outlive it.
    Read seen_with(const Scope* scope) const { return {*this, scope}; }
    /// Whether values of that column are there to be seen at all.
    bool shows(const Column& column) const;

    template <Declared Record> std::optional<Record> find(Id id) const {
        auto raw = find(record_type<Record>(), id);
        if (!raw) return std::nullopt;
        return typed<Record>(*raw);
    }
    template <Declared Record> std::optional<Record> find(Ref<Record> ref) const { return find<Record>(ref.id); }
    /// Throws Error{not_found}.
    template <Declared Record> Record get(Id id) const { return typed<Record>(get(record_type<Record>(), id)); }
    template <Declared Record> Record get(Ref<Record> ref) const { return get<Record>(ref.id); }
    /// The record with that value in a unique index, or the first one in a sorted one: first<&User::email>(address).
    template <auto Member, class T> auto first(const T& value) const {
        using Record = typename decltype(member_field<Member>())::Owner;
        const auto ids = where<Member>(value, 1);
        return ids.empty() ? std::optional<Record>{} : find<Record>(ids.front());
    }
    /// Ids of the records that have that value, lowest first: where<&Note::client>(ref). In a part, or in any of the rows:
    /// where<&Client::billing_address, &Address::city>("Bonn").
    template <auto... Members, class T> std::vector<Id> where(const T& value, std::size_t limit = SIZE_MAX) const {
        using Owner = typename decltype(member_field<std::get<0>(std::tuple{Members...})>())::Owner;
        const Filter filter = having<Members...>(value);
        return filter.keys.empty() ? std::vector<Id>{}
                                   : ids_with(Owner::kind.number, filter.tag, filter.keys.front(), limit);
    }
    /// The same as a condition of a list.
    template <auto... Members, class T> static Filter having(const T& value) {
        constexpr std::tuple path{member_field<Members>()...};
        constexpr auto field = std::get<sizeof...(Members) - 1>(path);
        static_assert(field.attributes.index != Index::none, "only indexed fields can be asked for");
        using Type = typename decltype(field)::Type;
        std::vector<std::string> keys;
        if constexpr (std::is_convertible_v<T, Type>)
            Value<Type>::order(value, keys);
        else
            Value<T>::order(value, keys);
        Tag_path tag = 0;
        std::apply([&](const auto&... member) { ((tag = within(tag, member.tag)), ...); }, path);
        return {.tag = tag, .keys = std::move(keys)};
    }

    std::optional<Raw> find(const Record_type& type, Id id) const;
    Raw get(const Record_type& type, Id id) const;
    bool has(std::uint8_t kind, Id id) const;
    /// Several at once, in the order of `ids`, by one walk through the tree. The ids come from an index of the same snapshot:
    /// one without its record is damage, Error{corrupt}.
    std::vector<Raw> get_many(const Record_type& type, std::span<const Id> ids) const;
    /// What a record is called; "" when there is none.
    std::string name(std::uint8_t kind, Id id) const;
    /// Of several at once, in the order of `ids`.
    std::vector<std::string> names(std::uint8_t kind, std::span<const Id> ids) const;
    std::vector<Id> ids_with(std::uint8_t kind, Tag_path tag, std::string_view ordered,
                             std::size_t limit = SIZE_MAX) const;

    /// Ids of the records with entries of an index that begin so, each once, in order of the entries.
    std::vector<Id> ids_beginning(std::uint8_t kind, Tag_path tag, std::string_view begin, std::size_t limit) const;

    Page select(const Record_type& type, const List& list) const;
    std::uint64_t count(const Record_type& type) const;
    /// Those of figures are their owners'.
    Id next_id(const Record_type& type) const;

    /// Records of a kind that have every word of the query, each as the beginning of a word or the end of a phone
    /// number; at most `limit`, the best by name. The first 16 words count.
    std::vector<Hit> search(const Record_type& type, std::string_view query, std::size_t limit) const;

    /// All index entries of a record but that of its activity.
    std::vector<Index_entry> entries(const Record_type& type, const Raw& raw) const;
    /// Its keys in one index, that of activity too.
    std::vector<std::string> index_keys(const Record_type& type, const Raw& raw, Tag_path tag) const;
    /// All search words of a record, sorted, each once.
    std::vector<std::string> words(const Record_type& type, std::string_view fields) const;

    /// What figures of a record are when its sources are asked one by one.
    std::string recounted(const Record_type& figures, Id owner) const;
    /// The values of Definitions::figures, of those figures that are seen.
    Rows figures(const Record_type& owner, Id id) const;

    /// What all amounts are counted in.
    Currency currency() const;
    /// The custom fields of a kind, in their order, the figures of its records, and the currency. Those that belong to something
    /// have its name as their group, when not all belong to the same.
    Definitions definitions(const Record_type& type) const;
    /// Those of one record: its own without a group, and of those that belong to something else the ones that it has values of.
    Definitions definitions(const Record_type& type, std::string_view fields) const;

    /// Which records of each kind refer to this one, by what would happen to them; one may do so by several fields.
    struct Dependents {
        const Record_type* type;
        const Column* column;
        std::vector<Id> ids;
    };
    std::vector<Dependents> dependents(std::uint8_t kind, Id id) const;

    /// Entries about a record, newest first, older than `before` (0: all).
    std::vector<Entry> history(Subject subject, std::uint64_t before, std::size_t limit) const;
    /// Numbers of the entries of an operation, newest first; of one with more than `limit` its first ones.
    std::vector<std::uint64_t> entries_of(std::uint64_t operation, std::size_t limit = SIZE_MAX) const;
    /// First entries of the operations that began before one (0: of all) and of which they are seen, newest first.
    std::vector<Entry> operations(std::uint64_t before, std::size_t limit) const;
    Entry entry(std::uint64_t number) const { return read_entry(transaction_, number); }
    /// Whether all that an entry tells of may be seen.
    bool sees(const Entry& entry) const;
    std::uint64_t counter(std::string_view name) const;
    /// Since the file was written anew; when there are some, it is due (Store::renew).
    std::uint64_t redactions() const;
    std::uint64_t version() const { return transaction_.number(); }
    const Schema& schema() const { return *schema_; }
    const Transaction& transaction() const { return transaction_; }
    Known_sets* known_sets() const { return known_sets_; }

    template <Declared Record> static Record typed(const Raw& raw) {
        Record record = decode_fields<Record>(raw.fields);
        record.id = raw.id;
        record.revision = raw.revision;
        record.created = raw.created;
        record.changed = raw.changed;
        return record;
    }

  protected:
    /// What depends on others too: by_name, created and counted entries, words of what it refers to.
    void complete(const Record_type& type, Moment created, std::string_view fields, Facts& facts) const;
    /// Of the fields of figures those that are no sums (figures.h).
    std::string extremes(const Record_type& figures, Id owner) const;

    template <auto Member> static constexpr auto member_field() {
        return []<class Owner, class T>(T Owner::*) {
            constexpr std::size_t at = [] {
                std::size_t index = 0;
                std::size_t found = SIZE_MAX;
                each_field<Owner>([&]<class F>(const F& field) {
                    if constexpr (requires { field.member == Member; })
                        if (field.member == Member) found = index;
                    ++index;
                });
                return found;
            }();
            return std::get<at>(Owner::fields);
        }(Member);
    }

    /// Of the tree meta; 0 when it is not there.
    std::uint64_t number_at(std::string_view key) const;

  private:
    Read(const Read& whole, const Scope* scope)
        : schema_(whole.schema_)
        , owned_(whole.owned_)
        , transaction_(*owned_)
        , known_sets_(whole.known_sets_)
        , scope_(scope) {}
    Read whole() const { return {*this, nullptr}; }

    // figures.cc
    void add_counted(const Schema::Counted& counted, std::string_view fields, Facts& facts) const;
    std::string extreme_share(const Record_type& figures, const Column& column, Id owner) const;

    std::optional<Raw> seen(const Record_type& type, Id id, std::string_view value) const;
    template <class Found> void each_of(const Record_type& type, std::span<const Id> ids, Found found) const;

    // scope.cc
    const Visible& visible(const Record_type& type) const;
    bool sees(const Record_type& type, Id id, std::string_view fields) const;
    std::string shown_fields(const Record_type& type, std::string_view fields) const;
    Entry shown(Entry entry) const;
    void keep_seen(std::uint8_t kind, std::vector<Id>& ids) const;
    /// What is asked of the whole store, so that only what is seen answers; nothing when nothing can.
    std::optional<List> narrowed(const Record_type& type, List list) const;
    std::vector<Hit> seen_hits(const Record_type& type, std::string_view query, std::size_t limit) const;  // search.cc

    const Schema* schema_;
    std::shared_ptr<Transaction> owned_;

  protected:
    Transaction& transaction_;

  private:
    Known_sets* known_sets_;
    const Scope* scope_ = nullptr;                     ///< null: everything is seen
    mutable std::map<std::uint8_t, Visible> visible_;  ///< by kind; asked for once
};

}  // namespace storage
