// Figures as they are read, and kept in step: parts of Read and Write.
#include "storage/figures.h"

#include <algorithm>

#include "storage/write.h"

namespace storage {

namespace {

/// Behind every value and id.
constexpr std::size_t longest_key = 512;

std::string number(Id id) {
    std::string bytes;
    put_number(bytes, id);
    return bytes;
}

/// For whom a record counts, each once.
std::vector<Id> owners_in(const std::vector<Reference>& references, const Figures_type::From& from) {
    std::vector<Id> owners;
    for (const Reference& reference : references)
        if (reference.tag == from.owner) owners.push_back(reference.id);
    std::ranges::sort(owners);
    const auto doubles = std::ranges::unique(owners);
    owners.erase(doubles.begin(), doubles.end());
    return owners;
}

void each_extreme(const Record_type& figures, auto&& visit) {
    for (const Column& column : figures.columns)
        if (column.attributes.kept != Kept::sum) visit(column);
}

}  // namespace

void Read::add_counted(const Schema::Counted& counted, std::string_view fields, Facts& facts) const {
    const auto owners = owners_in(facts.references, *counted.from);
    if (owners.empty()) return;
    const std::string share = counted.from->share(fields);
    each_extreme(*counted.figures, [&](const Column& column) {
        if (payload_of(share, outermost(column.tag)).empty()) return;
        const Tag_path tag = in_figures(index_tag::counted, counted.figures->kind.number, column.tag);
        for (const std::string& key : counted.figures->index_keys(share, column.tag))
            for (const Id owner : owners) facts.entries.push_back({tag, number(owner) + key, false});
    });
}

std::string Read::extreme_share(const Record_type& figures, const Column& column, Id owner) const {
    const bool greatest = column.attributes.kept == Kept::greatest;
    const Tag_path tag = in_figures(index_tag::counted, figures.kind.number, column.tag);
    std::string value;
    std::string share;
    for (const auto& from : figures.figures->sources) {
        const std::string prefix = keys::index(from.kind, tag, number(owner));
        Cursor cursor = transaction_.cursor(Tree::indexes);
        const bool found =
            greatest ? cursor.seek_before(prefix + std::string(longest_key, '\xFF')) : cursor.seek(prefix);
        if (!found || !cursor.key().starts_with(prefix)) continue;
        const std::string key(cursor.key().substr(prefix.size()));
        if (!value.empty() && (greatest ? key <= value : key >= value)) continue;
        value = key;
        share = from.share(get(schema_->type(from.kind), keys::id_of(key)).fields);
    }
    return share;
}

std::string Read::extremes(const Record_type& figures, Id owner) const {
    std::string runs;
    each_extreme(figures, [&](const Column& column) {
        const std::string share = extreme_share(figures, column, owner);
        const std::uint8_t tag = outermost(column.tag);
        if (!share.empty()) put_run(runs, tag, payload_of(share, tag));
    });
    return runs;
}

std::string Read::recounted(const Record_type& figures, Id owner) const {
    const Figures_type& how = *figures.figures;
    std::string fields;
    for (const auto& from : how.sources)
        for (const Id id : ids_with(from.kind, from.owner, number(owner)))
            fields = how.changed(fields, {}, from.share(get(schema_->type(from.kind), id).fields), {});
    return how.changed(fields, {}, {}, extremes(figures, owner));
}

Rows Read::figures(const Record_type& owner, Id id) const {
    Rows rows;
    auto columns = schema_->figure_columns(owner.kind.number);
    for (const Record_type* figures : schema_->figures_of(owner.kind.number)) {
        if (const auto raw = find(*figures, id)) {
            Definitions shown;
            if (std::ranges::any_of(figures->columns, &Column::in_currency)) shown.currency = currency();
            for (Row& row : figures->show(raw->fields, shown))
                rows.push_back({&columns[static_cast<std::size_t>(row.column - figures->columns.data())], row.text});
        }
        columns = columns.subspan(figures->columns.size());
    }
    return rows;
}

void Write::begin_figures(const Record_type& type, const Raw& raw) {
    for (const Record_type* figures : schema().figures_of(type.kind.number)) {
        const Raw begun{raw.id, 1, raw.created, now_, recounted(*figures, raw.id)};
        put_new(*figures, begun, figures->facts(begun.fields));
    }
}

void Write::end_figures(const Record_type& type, Id id) {
    for (const Record_type* figures : schema().figures_of(type.kind.number)) {
        const Raw last = get(*figures, id);
        reindex(*figures, id, entries(*figures, last), {});
        take_out(*figures, last);
    }
}

void Write::keep_figures(const Record_type& type, const Side& before, const Side& after) {
    for (const auto& [figures, from] : schema().counted(type.kind.number)) {
        const std::vector<Id> then = owners_in(before.references, *from);
        const std::vector<Id> now = owners_in(after.references, *from);
        const std::string less = then.empty() ? std::string{} : from->share(before.fields);
        const std::string more = now.empty() ? std::string{} : from->share(after.fields);
        for (const Id owner : then)
            change_figures(*figures, owner, less, std::ranges::binary_search(now, owner) ? more : std::string_view{});
        for (const Id owner : now)
            if (!std::ranges::binary_search(then, owner)) change_figures(*figures, owner, {}, more);
    }
}

/// Those of an owner that is erased, or not yet put back, are not there: it begins with figures that are counted.
void Write::change_figures(const Record_type& figures, Id owner, std::string_view less, std::string_view more) {
    if (less == more) return;
    const auto stored = find(figures, owner);
    if (!stored) return;
    const std::string fields = figures.figures->changed(stored->fields, less, more, extremes(figures, owner));
    if (fields == stored->fields) return;
    const Raw raw{owner, stored->revision + 1, stored->created, now_, fields};
    put(figures, raw);
    reindex(figures, owner, entries(figures, *stored), entries(figures, raw));
}

}  // namespace storage
