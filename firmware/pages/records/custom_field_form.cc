// Define and change a custom field. A choice that somebody has and that is taken out of its list is asked about: what these
// records get in its place, which may be the same under another name.
#include <algorithm>
#include <format>

#include "office/records/custom_fields.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/custom_fields.h"
#include "pages/records/form.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Custom_field;

namespace {

constexpr std::size_t most_counted = 999;

const storage::Record_type& field_type() { return storage::record_type<Custom_field>(); }

Form form_of(const Site& site, const http::Request& request, const Field_owner& owner, bool is_new) {
    const Language& language = Language::of(request);
    return site.store.read(request.scope(), [&](const storage::Read& read) {
        std::optional<storage::Raw> raw;
        if (!is_new) raw = read.get(field_type(), owner.field(read, request).id);
        Form form = open_form(read, language, field_type(), raw ? &*raw : nullptr);
        for (Group& group : form.groups)
            std::erase_if(group.items, [&](const Item& item) {
                return item.name == "belongs_to" || (owner.belongs_to && item.name == "on_sign_up");
            });
        if (raw) form.title = language.say("Edit {}", {storage::Read::typed<Custom_field>(*raw).label});
        form.action = is_new ? owner.url : std::format("{}/{}", owner.url, raw->id);
        form.cancel_url = form.back_url = owner.list_url;
        form.back_label = owner.label;
        return form;
    });
}

/// What was typed stays in the form, on top of the newer version.
http::Response changed_meanwhile(const Site& site, const http::Request& request, Form form,
                                 const storage::Typed& typed) {
    for (const auto& [name, value] : typed) form.values.typed[name] = value;
    form.values.errors[""] = Language::of(request).say("Somebody changed it in the meantime. Look at it again.");
    return form_page(site, request, form, 409);
}

// ---- choices that are taken out -------------------------------------------------------------------------------------

/// A choice that records have, by its place in the list that was stored.
struct Removed {
    std::string question;  ///< name of the field of the form that asks about it
    office::Lost_choice lost;
    std::string likely;  ///< a new one that stands where it stood: it has another name now
};

std::vector<std::string> choices_in(std::string_view typed) {
    Custom_field field;
    field.choices = storage::parse_text(typed).value_or(storage::Text{});
    return field.choice_list();
}

std::vector<Removed> removed_choices(const storage::Read& read, const Custom_field& before,
                                     const storage::Typed& typed) {
    std::vector<Removed> removed;
    const auto type = typed.find("type"), choices = typed.find("choices");
    if (type == typed.end() || choices == typed.end()) return removed;
    if (storage::Value<storage::Custom_type>::show(before.type) != type->second) return removed;
    const auto stored = before.choice_list(), kept = choices_in(choices->second);
    for (auto& lost : office::lost_choices(read, before, kept)) {
        const auto at = static_cast<std::size_t>(std::ranges::find(stored, lost.choice) - stored.begin());
        const bool renamed = at < kept.size() && !std::ranges::contains(stored, kept[at]);
        removed.push_back({std::format("instead.{}", at + 1), std::move(lost), renamed ? kept[at] : ""});
    }
    return removed;
}

/// “Red” in 12 clients becomes: one of the others, or nothing.
storage::Column question_of(const Language& language, const Field_owner& owner, const Custom_field& before,
                            const Removed& removed, const std::vector<std::string>& kept) {
    const std::string used = count_up_to(language, removed.lost.used, most_counted) + " " +
                             counted_kind(language, owner.type->kind, removed.lost.used);
    storage::Column column{.name = removed.question,
                           .label = language.say("“{}” in {} becomes", {removed.lost.choice, used}),
                           .control = storage::Control::select,
                           .longest = 4'000,
                           .attributes = {.required = before.required},
                           .custom = before.id,
                           .custom_type = storage::Custom_type::choice};
    for (const std::string& choice : kept) column.options.push_back({choice, choice, {}});
    return column;
}

http::Response ask_about_choices(const Site& site, const http::Request& request, const Field_owner& owner, Form form,
                                 const storage::Typed& typed, const Custom_field& before,
                                 const std::vector<Removed>& removed) {
    const Language& language = Language::of(request);
    form.definitions.columns.reserve(removed.size());
    Group asked{"Choices that are taken out", {}};
    for (const Removed& one : removed) {
        const storage::Column& column = form.definitions.columns.emplace_back(
            question_of(language, owner, before, one, choices_in(typed.at("choices"))));
        asked.items.push_back({column.name, column.label, {&column}, false});
        form.values.typed[column.name] = one.likely;
    }
    form.groups.push_back(std::move(asked));
    keep_typed(form.values, typed);
    form.revision = revision_of(request.form);
    form.hint = language.say("Some choices that you take out are in use. Say what stands there instead.");
    return form_page(site, request, form, 422);
}

/// Puts the answers in the place of what is taken out, and saves the rest.
std::string save_with_answers(const Site& site, const http::Request& request, storage::Id id,
                              const storage::Typed& typed, const std::vector<Removed>& removed) {
    return change(site, request, [&](storage::Write& write) {
        std::uint64_t revision = revision_of(request.form);
        if (!removed.empty() && write.get<Custom_field>(id).revision == revision) {
            write.doing("edit");
            for (const Removed& one : removed)
                office::replace_choice(write, {id}, {one.lost.choice, std::string(request.form.get(one.question))});
            revision = write.get<Custom_field>(id).revision;
        }
        office::save(write, field_type(), id, revision, typed, office::References::ids);
    });
}

}  // namespace

// ---- the handlers ---------------------------------------------------------------------------------------------------

http::Response new_field(const Site& site, const http::Request& request, const Field_owner& owner) {
    return form_page(site, request, form_of(site, request, owner, true));
}

http::Response edit_field(const Site& site, const http::Request& request, const Field_owner& owner) {
    return form_page(site, request, form_of(site, request, owner, false));
}

http::Response create_field(const Site& site, const http::Request& request, const Field_owner& owner) {
    Form form = form_of(site, request, owner, true);
    const auto typed = typed_of(request.form, items_of(form.groups));
    storage::Typed whole = typed;
    whole["belongs_to"] = storage::show_any(owner.belongs_to);
    try {
        const std::string undo = change(site, request, [&](storage::Write& write) {
            office::save(write, field_type(), 0, 0, whole, office::References::ids);
        });
        return done(request, owner.list_url, Language::of(request).say("Saved"), undo);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(site, request, std::move(form), typed, error);
    }
}

http::Response change_field(const Site& site, const http::Request& request, const Field_owner& owner) {
    Form form = form_of(site, request, owner, false);
    const auto typed = typed_of(request.form, items_of(form.groups));
    Custom_field before;
    const auto removed = site.store.read(request.scope(), [&](const storage::Read& read) {
        before = owner.field(read, request);
        const bool is_latest = before.revision == revision_of(request.form);
        return is_latest ? removed_choices(read, before, typed) : std::vector<Removed>{};
    });
    if (!std::ranges::all_of(removed, [&](const Removed& one) { return request.form.has(one.question); }))
        return ask_about_choices(site, request, owner, std::move(form), typed, before, removed);
    try {
        const std::string undo = save_with_answers(site, request, before.id, typed, removed);
        return done(request, owner.list_url, Language::of(request).say("Saved"), undo);
    } catch (const storage::Error& error) {
        if (error.fault() == storage::Fault::stale) return changed_meanwhile(site, request, std::move(form), typed);
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(site, request, std::move(form), typed, error);
    }
}

}  // namespace pages
