#include "pages/records/merge.h"

#include <format>
#include <map>
#include <set>

#include "office/records/kind.h"
#include "office/records/merging.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Column;

namespace {

const office::Action& merging(const Records& records) { return *office::find_action(records.type.kind, "merge"); }

std::string merge_url(const Records& records, storage::Id gone, storage::Id kept) {
    return std::format("{}?into={}", url_of(records.type.kind, gone, merging(records)), kept);
}

// ---- which one

Form which_form(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = get_to_change(read, records, request, request.id());
        Form form = asking_form(read, language, merging(records));
        const std::string name = name_or_number(language, records.type.kind, records.type.name(raw.fields), raw.id);
        form.title = language.say("Merge {}", {name});
        form.hint = language.say("Choose the one that stays. Before anything happens you see what it takes over.");
        form.submit = language.say("Continue");
        form.back_label = name;
        form.cancel_url = form.back_url = url_of(records.type.kind, raw.id);
        form.action = url_of(records.type.kind, raw.id, merging(records));
        return form;
    });
}

// ---- field by field

/// A field in which they differ, and both have something.
struct Differing {
    const Column* column;
    std::string gone, kept;            ///< as typed, references by their ids
    std::string gone_text, kept_text;  ///< as shown
};

/// What the one that stays takes over.
struct Taken {
    std::string label, text;  ///< as shown
    bool united = false;      ///< of both together; else it has none of its own
};

struct Merging {
    storage::Definitions definitions;
    Record_view gone, kept;
    std::vector<Differing> differing;
    std::vector<Taken> taken;
    std::map<const storage::Record_type*, std::set<storage::Id>> moved;  ///< each once, however it refers to it
};

bool is_compared(const Column& column) {
    return column.typed() && column.control != storage::Control::rows && !column.many();
}

std::string text_of(const storage::Rows& rows, const Column& column) {
    for (const storage::Row& row : rows)
        if (row.column->name == column.name) return row.text;
    return {};
}

Merging compared(const storage::Read& read, const Records& records, const http::Request& request, storage::Id into) {
    const Language& language = Language::of(request);
    if (into == request.id()) throw storage::Error(storage::Fault::refused, "It cannot be merged with itself.");
    const storage::Raw gone = get_to_change(read, records, request, request.id());
    const storage::Raw kept = get_to_change(read, records, request, into);
    if (const auto why = merging(records).why_not_so; why != nullptr)
        if (const std::string refused = why(read, gone, {{"into", std::to_string(into)}}); !refused.empty())
            throw storage::Error(storage::Fault::refused, refused);
    Shower shower(read, language);
    Merging found{.definitions = read.definitions(records.type),
                  .gone = view_of(read, records.type, gone.id, shower),
                  .kept = view_of(read, records.type, kept.id, shower),
                  .differing = {},
                  .taken = {},
                  .moved = {}};
    const storage::Typed missing = office::missing_values(read, records.type, kept, gone);
    records.type.each_column(found.definitions, [&](const Column& column) {
        const std::string text = text_of(found.gone.rows, column), own = text_of(found.kept.rows, column);
        if (const auto at = missing.find(column.name); at != missing.end())
            found.taken.push_back({label_of(language, column), plain(shower.show(column, at->second)), !own.empty()});
        else if (is_compared(column) && !text.empty() && text != own)
            found.differing.push_back({&column, text, own, plain(shower.show(column, text)),
                                       plain(shower.show(column, own.empty() && is_box(column) ? "no" : own))});
    });
    for (const auto& [referrer, column, ids] : read.dependents(records.type.kind.number, gone.id))
        if (!referrer->kind.internal) found.moved[referrer].insert(ids.begin(), ids.end());
    return found;
}

Data differing_data(const Language& language, const http::Request& request, const std::vector<Differing>& differing) {
    Data fields = list();
    for (const Differing& field : differing) {
        const std::string choice = "choice." + field.column->name;
        Data one = object();
        one["merge_field_label"] = text(label_of(language, *field.column));
        one["merge_field_name"] = text(choice);
        one["gone_text"] = text(field.gone_text);
        one["kept_text"] = text(field.kept_text);
        one["pick_gone"] = request.form.get(choice) == "gone";
        append(fields, std::move(one));
    }
    return fields;
}

Data taken_data(const std::vector<Taken>& taken) {
    Data values = list();
    for (const Taken& value : taken) {
        Data one = object();
        one["taken_label"] = text(value.label);
        one["taken_text"] = text(value.text);
        one["taken_united"] = value.united;
        append(values, std::move(one));
    }
    return values;
}

Data moved_data(const Language& language, const Merging& found) {
    Data counts = list();
    for (const auto& [type, ids] : found.moved) {
        Data one = object();
        one["moved_text"] = text(counted(language, type->kind, ids.size()));
        one["moved_says"] = text(language.say(page_row(type->kind.number).merged_says));
        append(counts, std::move(one));
    }
    return counts;
}

/// Of both as they were compared: "7,12".
std::string revisions_of(const Merging& found) {
    return std::format("{},{}", found.gone.raw.revision, found.kept.raw.revision);
}

http::Response preview(const Records& records, const http::Request& request, storage::Id into, std::string_view error,
                       int status) {
    const Language& language = Language::of(request);
    const Merging found = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return compared(read, records, request, into); });
    const storage::Id gone = request.id();
    Data data = object();
    data["title"] = text(language.say("Merge {}", {found.gone.name}));
    data["gone_name"] = text(found.gone.name);
    data["gone_url"] = text(url_of(records.type.kind, gone));
    data["kept_name"] = text(found.kept.name);
    data["kept_url"] = text(url_of(records.type.kind, into));
    data["merge_action"] = text(url_of(records.type.kind, gone, merging(records)));
    data["merge_into"] = text(std::to_string(into));
    data["merge_revisions"] = text(revisions_of(found));
    data["merge_swap_url"] = text(merge_url(records, into, gone));
    data["merge_error"] = text(error);
    data["merge_fields"] = differing_data(language, request, found.differing);
    data["has_merge_fields"] = !found.differing.empty();
    data["taken_values"] = taken_data(found.taken);
    data["has_taken_values"] = !found.taken.empty();
    data["moved"] = moved_data(language, found);
    data["has_moved"] = !found.moved.empty();
    return page(records.site, request, "records/merge", std::move(data), status);
}

/// What was chosen of the one that goes, where the other one has something of its own.
storage::Typed chosen(const Merging& found, const http::Request& request) {
    storage::Typed typed;
    for (const Differing& field : found.differing)
        if (request.form.get("choice." + field.column->name) == "gone") typed[field.column->name] = field.gone;
    return typed;
}

http::Response merge_two(const Records& records, const http::Request& request, storage::Id into) {
    const Language& language = Language::of(request);
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            const Merging found = compared(write.seen_with(request.scope()), records, request, into);
            if (const auto seen = request.form.get("revisions"); !seen.empty() && seen != revisions_of(found))
                throw storage::Error(storage::Fault::stale,
                                     "One of the two was changed since. This is how they are now.");
            const storage::Typed typed = chosen(found, request);
            office::act(write, records.type, merging(records), request.id(), std::nullopt,
                        {{"into", std::to_string(into)}});
            if (typed.empty()) return;
            office::save(write, records.type, into, write.get(records.type, into).revision, typed,
                         office::References::ids);
        });
    } catch (const storage::Error& error) {
        if (error.fault() == storage::Fault::stale)
            return preview(records, request, into, language.say(error.what()), 409);
        if (error.fault() != storage::Fault::invalid || error.fields().empty()) throw;
        const auto& [name, message] = *error.fields().begin();
        const Column* column = records.type.column(name);
        return preview(records, request, into,
                       column == nullptr ? sentence_of(language, name, message)
                                         : sentence_of(language, *column, name, message),
                       422);
    }
    return done(request, url_of(records.type.kind, into), language.say(merging(records).said), undo);
}

}  // namespace

http::Response ask_to_merge(const Records& records, const http::Request& request) {
    const auto into = storage::parse_id(request.query.get("into"));
    if (into && *into != 0) return preview(records, request, *into, {}, 200);
    return form_page(records.site, request, which_form(records, request));
}

http::Response merge_record(const Records& records, const http::Request& request) {
    const auto into = storage::parse_id(request.form.get("into"));
    if (request.form.get("compared") == "yes" && into) return merge_two(records, request, *into);
    const storage::Typed typed = typed_for(merging(records), request);
    try {
        const storage::Typed ids = records.site.store.read(request.scope(), [&](const storage::Read& read) {
            return with_ids(read, Language::of(request), merging(records), typed);
        });
        const auto other = ids.find("into");
        if (other == ids.end() || other->second.empty())
            throw storage::Error(storage::Errors{{"into", storage::is_required}});
        const storage::Id kept = storage::parse_id(other->second).value_or(0);
        if (kept == request.id()) throw storage::Error(storage::Errors{{"into", "must be another one"}});
        return http::Response::see_other(merge_url(records, request.id(), kept));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(records.site, request, which_form(records, request), typed, error);
    }
}

}  // namespace pages
