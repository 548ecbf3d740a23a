#include "pages/records/form.h"

#include <algorithm>
#include <format>
#include <optional>

#include "office/people/asker.h"
#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/lists/children.h"
#include "pages/records/rows.h"
#include "pages/records/undo.h"
#include "storage/words.h"

namespace pages {

// ---- the page -------------------------------------------------------------------------------------------------------

namespace {

Data group_data(const Language& language, const Group& group, const Field_values& values) {
    Data data = object();
    data["group_title"] = group.title.empty() ? Data(false) : text(language.say(group.title));
    data["group_hint"] = false;
    Data fields = list();
    for (const Item& item : group.items) append(fields, field_data(language, item, values));
    data["group_fields"] = std::move(fields);
    return data;
}

Data duplicates_data(const std::vector<Duplicate>& duplicates) {
    Data data = list();
    for (const Duplicate& duplicate : duplicates) {
        Data one = object();
        one["duplicate_name"] = text(duplicate.name);
        one["duplicate_url"] = text(duplicate.url);
        one["duplicate_why"] = text(duplicate.why);
        append(data, std::move(one));
    }
    return data;
}

Data back_data(const Form& form) {
    if (form.back_url.empty()) return Data(false);
    Data back = object();
    back["back_url"] = text(form.back_url);
    back["back_label"] = text(form.back_label);
    return back;
}

Data form_data(const http::Request& request, const Form& form) {
    const Language& language = Language::of(request);
    Data data = object();
    data["title"] = text(form.title);
    data["form_title"] = text(form.title);
    data["form_hint"] = text(form.hint);
    data["form_action"] = text(form.action);
    data["form_cancel_url"] = text(form.cancel_url);
    data["form_submit"] = text(form.submit);
    data["form_fields_of"] = form.fields_of ? text(std::to_string(*form.fields_of)) : Data(false);
    data["revision"] = form.revision == 0 ? Data(false) : text(std::to_string(form.revision));
    data["back"] = back_data(form);
    set_error_summary(data, language, items_of(form.groups), form.values);
    data["duplicates"] = duplicates_data(form.duplicates);
    data["has_duplicates"] = !form.duplicates.empty();
    Data groups = list();
    for (const Group& group : form.groups) append(groups, group_data(language, group, form.values));
    data["groups"] = std::move(groups);
    return data;
}

}  // namespace

http::Response form_page(const Site& site, const http::Request& request, const Form& form, int status) {
    return page(site, request, "records/form", form_data(request, form), status);
}

http::Response form_page(const Records& records, const http::Request& request, const Form& form, int status) {
    return list_page(records, request, "records/form", form_data(request, form), status);
}

std::vector<Group> form_groups(const storage::Record_type& type, const storage::Definitions& definitions) {
    std::vector<Group> groups = groups_of(type, definitions);
    for (Group& group : groups) std::erase_if(group.items, [](const Item& item) { return !item.typed(); });
    std::erase_if(groups, [](const Group& group) { return group.items.empty(); });
    return groups;
}

std::vector<Item> items_of(const std::vector<Group>& groups) {
    std::vector<Item> items;
    for (const Group& group : groups) items.insert(items.end(), group.items.begin(), group.items.end());
    return items;
}

Form open_form(const storage::Read& read, const Language& language, const storage::Record_type& type,
               const storage::Raw* raw, std::string_view like) {
    Form form;
    if (like.empty() && raw != nullptr) like = raw->fields;
    form.definitions = read.definitions(type, like);
    if (type.definer() != nullptr) form.fields_of = type.definer_of(like);
    form.groups = form_groups(type, form.definitions);
    form.values = stored_values(read, language, type, raw, form.definitions);
    if (const auto asked = page_row(type.kind.number).asked) form.values.asked = asked(read);
    form.submit = language.say("Save");
    form.fields = raw == nullptr ? std::string{} : raw->fields;
    Shower shower(read, language);
    set_figures(form.values, shower, type, form.definitions, form.fields);
    const std::string list = std::format("/{}", type.kind.plural);
    if (raw == nullptr) {
        form.title = language.say("New " + lower_first(type.kind.label));
        form.action = form.cancel_url = form.back_url = list;
        form.back_label = language.say(type.kind.title);
        return form;
    }
    const std::string name = name_of(shower, type, *raw);
    form.title = language.say("Edit {}", {name});
    form.action = form.cancel_url = form.back_url = url_of(type.kind, raw->id);
    form.back_label = name;
    form.revision = raw->revision;
    return form;
}

std::string displayable(std::string_view typed) {
    constexpr std::string_view replacement = "\uFFFD";
    std::string shown;
    while (!typed.empty()) {
        std::size_t length = 1;
        while (length < 4 && length < typed.size() && !storage::is_text(typed.substr(0, length))) ++length;
        const auto letter = typed.substr(0, length);
        const bool good = storage::is_text(letter);
        shown += good ? letter : replacement;
        typed.remove_prefix(good ? length : 1);
    }
    return shown;
}

storage::Typed displayable(storage::Typed typed) {
    for (auto& [name, value] : typed) value = displayable(value);
    return typed;
}

void keep_typed(Field_values& values, const storage::Typed& typed) {
    for (auto& [name, value] : displayable(typed)) values.typed[name] = std::move(value);
}

namespace {

void keep(Form& form, const http::Request& request, const storage::Typed& typed) {
    keep_typed(form.values, typed);
    for (const auto& [field, value] : typed)
        if (is_to_be_made(request.form, field, value)) form.values.new_names[field] = true;
    if (const auto revision = revision_of(request.form); revision != 0) form.revision = revision;
}

void keep(Form& form, const Site& site, const http::Request& request, const storage::Typed& typed,
          const storage::Error& error) {
    keep(form, request, typed);
    site.store.read(request.scope(),
                    [&](const storage::Read& read) { add_errors(form.values, read, Language::of(request), error); });
}

/// Whether it was sent because something else was chosen, or with the custom fields of something else than what is chosen in it: its
/// own are to be asked for first.
bool has_other_fields(const Form& form, const http::Request& request) {
    if (request.form.get("ask_again") == "yes") return true;
    return form.fields_of && request.form.has("fields_of") &&
           request.form.get("fields_of") != std::to_string(*form.fields_of);
}

/// A row was added, moved or taken out by a button, or other fields are to be filled in: the form comes back with all that was
/// typed, and nothing is stored.
http::Response form_again_unsaved(const Records& records, const http::Request& request, Form form,
                                  const storage::Typed& typed) {
    keep(form, request, typed);
    form.values.figures.clear();
    records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, Language::of(request));
        set_figures(form.values, shower, records.type, form.definitions, form.fields);
    });
    return form_page(records, request, form);
}

}  // namespace

http::Response form_again(const Site& site, const http::Request& request, Form form, const storage::Typed& typed,
                          const storage::Error& error) {
    keep(form, site, request, typed, error);
    return form_page(site, request, form, 422);
}

http::Response form_again(const Records& records, const http::Request& request, Form form, const storage::Typed& typed,
                          const storage::Error& error) {
    keep(form, records.site, request, typed, error);
    return form_page(records, request, form, 422);
}

// ---- the handlers ---------------------------------------------------------------------------------------------------

namespace {

/// A new one belongs to the record of the page, so that is not asked for.
void place_within(Form& form, const Records& records, const http::Request& request, storage::Id id) {
    const std::string list = list_url(records, request);
    form.action = id == 0 ? list + "/new" : one_url(records, request, id);
    form.cancel_url = form.back_url = list;
    if (id != 0) return;
    for (Group& group : form.groups)
        std::erase_if(group.items, [&](const Item& item) { return item.name == records.within->column->name; });
    std::erase_if(form.groups, [](const Group& group) { return group.items.empty(); });
}

/// What others decide about is not asked for.
void leave_guarded(Form& form, const storage::Read& read, const Records& records, const http::Request& request) {
    if (office::may_change_guarded(read, actor_of(request), records.type.kind)) return;
    const office::Guarded& guarded = office::kind_row(records.type.kind.number).guarded;
    for (Group& group : form.groups)
        std::erase_if(group.items, [&](const Item& item) { return guarded.has(item.name); });
    std::erase_if(form.groups, [](const Group& group) { return group.items.empty(); });
}

/// What the address says a field of a new record begins with, or what is usual for the kind: "?client=7".
std::string begun_value(const Records& records, const http::Request& request, const storage::Column& column) {
    std::string value(request.query.get(column.name));
    if (value.empty())
        for (const auto& [name, usual] : page_row(records.type.kind.number).begun_with)
            if (name == column.name) value = usual;
    const bool is_caller = value == "me" && column.refers_to == office::asker(0).kind;
    return is_caller ? std::to_string(request.caller->user) : value;
}

/// What says which custom fields the record has: as it was chosen in the form, as the address has it, or the only one there is.
storage::Id chosen_definer(const storage::Read& read, const Records& records, const http::Request& request,
                           const storage::Column& definer) {
    const std::string_view name = storage::trimmed(request.form.get(definer.name));
    if (!name.empty() && storage::is_text(name)) return office::id_named(read, definer.refers_to, name).value_or(0);
    if (const auto id = storage::parse_id(begun_value(records, request, definer)); id && *id != 0) return *id;
    const auto only =
        read.select(read.schema().type(definer.refers_to), {.tag = storage::index_tag::created, .limit = 2}).ids;
    return only.size() == 1 ? only.front() : 0;
}

/// A record with the chosen one, and nothing else that was typed.
std::string like_chosen(const storage::Read& read, const Records& records, const http::Request& request,
                        const storage::Raw* raw) {
    const storage::Column* definer = records.type.definer();
    if (definer == nullptr || (raw != nullptr && !request.form.has(definer->name))) return {};
    const storage::Id id = chosen_definer(read, records, request, *definer);
    storage::Errors none;
    return records.type.fill(records.type, raw == nullptr ? std::string_view{} : raw->fields,
                             {{definer->name, id == 0 ? "" : std::to_string(id)}}, false, {}, none);
}

Form form_of(const Records& records, const http::Request& request, storage::Id id) {
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        std::optional<storage::Raw> raw;
        if (id != 0) raw = get_to_change(read, records, request, id);
        const std::string like = like_chosen(read, records, request, raw ? &*raw : nullptr);
        Form form = open_form(read, Language::of(request), records.type, raw ? &*raw : nullptr, like);
        if (raw) leave_guarded(form, read, records, request);
        if (id == 0 && form.fields_of)
            form.values.typed[records.type.definer()->name] =
                read.name(records.type.definer()->refers_to, *form.fields_of);
        if (records.within != nullptr) place_within(form, records, request, id);
        return form;
    });
}

/// Thrown out of a write, so that nothing of it stays.
struct May_be_there {
    std::vector<Duplicate> duplicates;
};

struct Created {
    storage::Id id;
    std::uint64_t operation;
    std::string name;
    bool is_seen;  ///< by who made it
};

/// What the place of a new one says of it.
std::string begun(const Records& records, const http::Request& request) {
    if (records.within == nullptr) return {};
    const storage::Column& column = *records.within->column;
    storage::Errors none;
    return records.type.fill(records.type, {}, {{column.name, reference_text(column, parent_of(records, request))}},
                             false, {}, none);
}

Created create(const Records& records, const http::Request& request, const storage::Typed& typed) {
    return records.site.store.write(actor_of(request), [&](storage::Write& write) {
        std::vector<Duplicate> duplicates;
        const auto duplicates_of = page_row(records.type.kind.number).duplicates;
        if (duplicates_of != nullptr && request.form.get("save_anyway") != "yes")
            duplicates = duplicates_of(write.seen_with(request.scope()), Language::of(request), typed);
        storage::Raw raw = save_chosen(write.seen_with(request.scope()), records.type, typed, request.form, [&] {
            return office::finish(write, records.type, begun(records, request), typed, office::References::names,
                                  Language::of(request).style());
        });
        if (!duplicates.empty()) throw May_be_there{std::move(duplicates)};
        const std::uint8_t kind = records.type.kind.number;
        const bool is_seen = may(request, office::rights_for(records.type.kind).see) &&
                             write.seen_with(request.scope()).has(kind, raw.id);
        const std::string name = write.name(kind, raw.id);
        return Created{raw.id, write.operation(),
                       name_or_number(Language::of(request), records.type.kind, name, raw.id), is_seen};
    });
}

/// What is made and not seen is said where they may be.
http::Response made(const Records& records, const http::Request& request, const Created& created) {
    const Language& language = Language::of(request);
    if (created.is_seen)
        return done(request, after_url(records, request, created.id), language.say("Saved"),
                    undo_url(created.operation));
    const bool sees_list = may(request, office::rights_for(records.type.kind).see);
    return done(request, sees_list ? list_url(records, request) : "/today",
                language.say("“{}” is saved. It is not among what you see.", {created.name}));
}

void begin_with(Form& form, const storage::Read& read, const Records& records, const http::Request& request) {
    for (const Item& item : items_of(form.groups))
        for (const storage::Column* column : item.columns) {
            const std::string value = begun_value(records, request, *column);
            if (!value.empty() && storage::is_text(value))
                form.values.typed[column->name] = office::names_of(read, {column, value});
        }
}

}  // namespace

storage::Raw get_to_change(const storage::Read& read, const Records& records, const http::Request& request,
                           storage::Id id) {
    storage::Raw raw = read.get(records.type, id);
    if (const std::string why = office::why_not_change(read, actor_of(request), records.type, raw); !why.empty())
        throw storage::Error(storage::Fault::refused, why);
    return raw;
}

http::Response new_record_form(const Records& records, const http::Request& request) {
    Form form = form_of(records, request, 0);
    records.site.store.read(request.scope(),
                            [&](const storage::Read& read) { begin_with(form, read, records, request); });
    return form_page(records, request, form);
}

http::Response create_record(const Records& records, const http::Request& request) {
    Form form = form_of(records, request, 0);
    auto typed = typed_of(request.form, items_of(form.groups));
    if (edit_rows(typed, request.form, items_of(form.groups)) || has_other_fields(form, request))
        return form_again_unsaved(records, request, std::move(form), typed);
    try {
        return made(records, request, create(records, request, typed));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(records, request, std::move(form), typed, error);
    } catch (const May_be_there& found) {
        keep(form, request, typed);
        form.duplicates = found.duplicates;
        return form_page(records, request, form, 422);
    }
}

http::Response edit_record_form(const Records& records, const http::Request& request) {
    return form_page(records, request, form_of(records, request, request.id()));
}

http::Response change_record(const Records& records, const http::Request& request) {
    Form form = form_of(records, request, request.id());
    auto typed = typed_of(request.form, items_of(form.groups));
    if (edit_rows(typed, request.form, items_of(form.groups)) || has_other_fields(form, request))
        return form_again_unsaved(records, request, std::move(form), typed);
    try {
        const std::string undo = save_change(records, request, request.id(), typed);
        return done(request, after_url(records, request, request.id()), Language::of(request).say("Saved"), undo);
    } catch (const storage::Error& error) {
        if (error.fault() == storage::Fault::stale)
            return conflict_page(records, request, request.id(), displayable(std::move(typed)),
                                 one_url(records, request, request.id()));
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(records, request, std::move(form), typed, error);
    }
}

}  // namespace pages
