#include "storage/upkeep/manifest.h"

#include <algorithm>
#include <format>

#include "storage/words.h"

namespace storage {

namespace {

void put_text(std::string& out, std::string_view text) {
    put_length(out, text.size());
    out += text;
}

std::string bytes_of(const Manifest::Kind& kind) {
    std::string bytes(1, static_cast<char>(kind.number));
    for (const std::string* text : {&kind.name, &kind.plural, &kind.label, &kind.title, &kind.words})
        put_text(bytes, *text);
    std::string indexes;
    for (const auto& index : kind.indexes) {
        put_number(indexes, index.path);
        indexes += {static_cast<char>(index.unique), static_cast<char>(index.control), static_cast<char>(index.stale)};
    }
    put_text(bytes, indexes);
    std::string references;
    for (const auto& reference : kind.references) {
        put_number(references, reference.path);
        references += {static_cast<char>(reference.target), static_cast<char>(reference.gone),
                       static_cast<char>(reference.named)};
    }
    put_text(bytes, references);
    return bytes;
}

Manifest::Kind kind_in(std::string_view bytes) {
    Reader reader(bytes);
    Manifest::Kind kind{.number = reader.byte()};
    for (std::string* text : {&kind.name, &kind.plural, &kind.label, &kind.title, &kind.words}) *text = reader.text();
    for (Reader indexes(reader.text()); !indexes.done();) {
        Manifest::Index index{.path = static_cast<Tag_path>(indexes.number())};
        index.unique = indexes.byte() != 0;
        index.control = indexes.byte();
        index.stale = indexes.byte() != 0;
        kind.indexes.push_back(index);
    }
    for (Reader references(reader.text()); !references.done();) {
        Manifest::Reference reference{.path = static_cast<Tag_path>(references.number())};
        reference.target = references.byte();
        reference.gone = static_cast<Gone>(references.byte());
        reference.named = references.byte() != 0;
        kind.references.push_back(reference);
    }
    return kind;
}

Tag_path by_name(Tag_path path) { return index_tag::by_name + path; }

/// Whatever another program that does not know the figures does to their owners and sources, they are counted anew then.
Manifest::Reference reference_of(const Figures_type& figures) {
    return {.path = index_tag::figures, .target = figures.owner, .gone = Gone::cascade, .named = true};
}

/// What figures depend on besides records.
std::string counting(const Record_type& type) {
    const Figures_type& figures = *type.figures;
    std::string text = std::format("figures {} of {}", figures.version, figures.owner);
    for (const auto& from : figures.sources) text += std::format(",{}.{}", from.kind, from.owner);
    for (const Column& column : type.columns)
        text += std::format(":{}.{}.{}", column.tag, static_cast<int>(column.control),
                            static_cast<int>(column.attributes.kept));
    return text;
}

/// Indexes over what records of a kind add to figures.
void add_counted(Manifest::Kind& kind, const Record_type& figures) {
    const auto control = static_cast<std::uint8_t>(checksum(counting(figures)));
    for (const Column& column : figures.columns)
        if (column.attributes.kept != Kept::sum)
            kind.indexes.push_back({in_figures(index_tag::counted, figures.kind.number, column.tag), false, control});
}

/// How the values of a field sort. One that becomes optional has other entries than before.
std::uint8_t control_of(const Column& column) {
    constexpr std::uint8_t optional = 0x80;
    return static_cast<std::uint8_t>(column.control) | (column.optional ? optional : 0);
}

void add_column(Manifest::Kind& kind, const Column& column) {
    const Attributes& attributes = column.attributes;
    const std::uint8_t control = control_of(column);
    if (column.indexed()) kind.indexes.push_back({column.tag, attributes.index == Index::unique, control});
    if (attributes.by_name) kind.indexes.push_back({by_name(column.tag), false, control});
    if (attributes.search) kind.words += std::format("{},", column.tag);
    if (column.refers())
        kind.references.push_back(
            {column.tag, column.refers_to, attributes.gone, attributes.search || attributes.by_name});
}

/// How the values of several fields sort: other fields, or one of another type, make other entries.
std::uint8_t control_of(const Record_type& type, const Joint_index& joint) {
    std::string fields;
    const auto add = [&](Tag_path tag) {
        fields += {static_cast<char>(tag), static_cast<char>(control_of(*type.column_of(tag)))};
    };
    std::ranges::for_each(joint.equal, add);
    add(joint.sorted);
    return static_cast<std::uint8_t>(checksum(fields));
}

Manifest::Kind kind_of(const Schema& schema, const Record_type& type) {
    Manifest::Kind kind{.number = type.kind.number,
                        .name = std::string(type.kind.name),
                        .plural = std::string(type.kind.plural),
                        .label = std::string(type.kind.label),
                        .title = std::string(type.kind.title),
                        .words = ":"};  // "" means that they have to be made
    type.each_valued_column([&](const Column& column) { add_column(kind, column); });
    if (type.custom_tag != 0) {
        kind.indexes.push_back({type.custom_tag});
        kind.words += std::format("{},", type.custom_tag);
    }
    for (const Joint_index& joint : type.joint_indexes)
        kind.indexes.push_back({joint.tag, false, control_of(type, joint)});
    kind.indexes.push_back({index_tag::created});
    if (!type.empty_keys.empty()) kind.indexes.push_back({index_tag::empties});
    for (const Schema::Counted& counted : schema.counted(type.kind.number)) add_counted(kind, *counted.figures);
    if (type.figures) {
        kind.words = counting(type);
        kind.references.push_back(reference_of(*type.figures));
    }
    return kind;
}

/// Does the program know the field that an index is over, whether it wants the index or not?
bool knows(const Schema& schema, const Record_type& type, Tag_path path) {
    if (outermost(path) == index_tag::counted) return schema.find(outermost(path >> 8)) != nullptr;
    if (path == index_tag::figures || path == type.custom_tag || path == index_tag::created ||
        path == index_tag::empties || type.column_of(path) != nullptr)
        return true;
    if (std::ranges::contains(type.joint_indexes, path, &Joint_index::tag)) return true;
    return path >= index_tag::by_name && path < index_tag::first_derived &&
           type.column_of(path - index_tag::by_name) != nullptr;
}

/// A kind whose records this program cannot read: when something that they refer to gets another name here, they are not
/// sorted and found by it.
Manifest::Kind unattended(Manifest::Kind kind) {
    for (const auto& reference : kind.references) {
        if (!reference.named) continue;
        kind.words.clear();
        const auto index = std::ranges::find(kind.indexes, by_name(reference.path), &Manifest::Index::path);
        if (index != kind.indexes.end()) index->stale = true;
    }
    return kind;
}

const Manifest::Index* index_in(const Manifest::Kind* kind, Tag_path path) {
    if (kind == nullptr) return nullptr;
    const auto at = std::ranges::find(kind->indexes, path, &Manifest::Index::path);
    return at == kind->indexes.end() ? nullptr : &*at;
}

/// Whether patterns of empty fields (empties.h) will name other indexes than they do, or may: then they are made anew as well.
bool others_in_patterns(const Schema& schema, const Rebuild& rebuild, const Manifest::Kind* before) {
    if (rebuild.type->empty_keys.empty() || std::ranges::contains(rebuild.indexes, Tag_path{index_tag::empties}))
        return false;
    const auto is_kept_by_others = [&](const Manifest::Index& index) {
        return !index.stale && !knows(schema, *rebuild.type, index.path);
    };
    return !rebuild.indexes.empty() || (before != nullptr && std::ranges::any_of(before->indexes, is_kept_by_others));
}

}  // namespace

const Manifest::Kind* Manifest::kind(std::uint8_t number) const {
    const auto at = std::ranges::find(kinds, number, &Kind::number);
    return at == kinds.end() ? nullptr : &*at;
}

Manifest manifest_of(const Schema& schema) {
    Manifest manifest{.order_version = order_version, .words_version = words_version, .kinds = {}};
    for (const Record_type* type : schema.types()) manifest.kinds.push_back(kind_of(schema, *type));
    std::ranges::sort(manifest.kinds, {}, &Manifest::Kind::number);
    return manifest;
}

Manifest stored_manifest(const Transaction& transaction) {
    const auto stored = transaction.get(Tree::meta, keys::manifest);
    if (!stored) return {};
    Reader reader(*stored);
    std::uint32_t sum = 0;
    for (int i = 0; i < 4; ++i) sum = sum << 8 | reader.byte();
    if (sum != checksum(stored->substr(4))) corrupt("the store's declarations do not fit their checksum");
    Manifest manifest{.order_version = reader.number(), .words_version = reader.number(), .kinds = {}};
    while (!reader.done()) manifest.kinds.push_back(kind_in(reader.text()));
    return manifest;
}

void store_manifest(Transaction& transaction, const Manifest& manifest) {
    std::string bytes;
    put_number(bytes, manifest.order_version);
    put_number(bytes, manifest.words_version);
    for (const auto& kind : manifest.kinds) put_text(bytes, bytes_of(kind));
    std::string value;
    const std::uint32_t sum = checksum(bytes);
    for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(sum >> shift);
    transaction.put(Tree::meta, keys::manifest, value + bytes);
}

std::vector<Rebuild> rebuilds(const Schema& schema, const Manifest& own, const Manifest& stored, bool everything) {
    const bool other_order = everything || own.order_version != stored.order_version;
    const bool other_words = everything || own.words_version != stored.words_version;
    std::vector<Rebuild> wanted;
    for (const auto& kind : own.kinds) {
        const Manifest::Kind* before = stored.kind(kind.number);
        Rebuild rebuild{.type = &schema.type(kind.number), .indexes = {}, .words = other_words};
        rebuild.words = rebuild.words || before == nullptr || before->words != kind.words;
        for (const auto& index : kind.indexes) {
            const Manifest::Index* known = index_in(before, index.path);
            if (other_order || rebuild.counts() || known == nullptr || *known != index)
                rebuild.indexes.push_back(index.path);
        }
        if (before != nullptr)
            for (const auto& index : before->indexes)
                if (index_in(&kind, index.path) == nullptr && knows(schema, *rebuild.type, index.path))
                    rebuild.indexes.push_back(index.path);  // nobody wants it any more
        if (others_in_patterns(schema, rebuild, before)) rebuild.indexes.push_back(index_tag::empties);
        if (rebuild.words || !rebuild.indexes.empty()) wanted.push_back(std::move(rebuild));
    }
    // Figures are counted by the indexes of their sources.
    std::ranges::stable_partition(wanted, [](const Rebuild& rebuild) { return !rebuild.type->figures; });
    return wanted;
}

Manifest merged(const Schema& schema, const Manifest& own, const Manifest& stored) {
    Manifest all = own;
    for (const auto& before : stored.kinds) {
        const auto kind = std::ranges::find(all.kinds, before.number, &Manifest::Kind::number);
        if (kind == all.kinds.end()) {
            all.kinds.push_back(unattended(before));
            continue;
        }
        const Record_type& type = schema.type(before.number);
        for (const auto& index : before.indexes)
            if (!knows(schema, type, index.path))
                kind->indexes.push_back({index.path, index.unique, index.control, true});
        for (const auto& reference : before.references)
            if (!knows(schema, type, reference.path)) kind->references.push_back(reference);
    }
    std::ranges::sort(all.kinds, {}, &Manifest::Kind::number);
    return all;
}

Manifest begun(Manifest stored, const std::vector<Rebuild>& rebuilds) {
    for (const Rebuild& rebuild : rebuilds) {
        const auto kind = std::ranges::find(stored.kinds, rebuild.type->kind.number, &Manifest::Kind::number);
        if (kind == stored.kinds.end()) continue;  // without it all of the kind is made anew
        if (rebuild.words) kind->words.clear();
        for (const Tag_path path : rebuild.indexes) {
            const auto index = std::ranges::find(kind->indexes, path, &Manifest::Index::path);
            if (index != kind->indexes.end())
                index->stale = true;
            else
                kind->indexes.push_back({path, false, 0, true});
        }
    }
    return stored;
}

void keep_foreign(Schema& schema, const Manifest& stored) {
    std::vector<Schema::Foreign_kind> kinds;
    std::vector<Schema::Foreign_reference> references;
    std::vector<Schema::Foreign_index> indexes;
    for (const auto& kind : stored.kinds) {
        const Record_type* type = schema.find(kind.number);
        if (type == nullptr) kinds.push_back({kind.number, kind.label, kind.title});
        for (const auto& reference : kind.references)
            if (type == nullptr || !knows(schema, *type, reference.path))
                references.push_back({kind.number, kind.label, reference.path, reference.target});
        for (const auto& index : kind.indexes)
            if (type != nullptr && !knows(schema, *type, index.path)) indexes.push_back({kind.number, index.path});
    }
    schema.keep(std::move(kinds), std::move(references), std::move(indexes));
}

}  // namespace storage
