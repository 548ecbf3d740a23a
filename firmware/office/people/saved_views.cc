#include "office/people/saved_views.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <tuple>

#include "office/people/asker.h"
#include "office/people/users.h"
#include "office/records/asking.h"
#include "storage/words.h"

namespace office {

using storage::Read;
using storage::Write;

storage::Visible sees_views(const Read&, const Viewer& viewer) {
    if (viewer.is_client()) return seen_among({});
    storage::Filter filter = Read::having<&Saved_view::owner>(Ref<User>{});
    const auto own = Read::having<&Saved_view::owner>(Ref<User>{viewer.person});
    filter.keys.insert(filter.keys.end(), own.keys.begin(), own.keys.end());
    return {.everything = false, .filters = {std::move(filter)}};
}

std::string_view why_not_change(const Saved_view& view, const Viewer& viewer) {
    if (viewer.is_admin() || (view.owner && view.owner.id == viewer.person)) return "";
    if (!view.owner && viewer.may(Right::manage_office)) return "";
    return "Only who may set what holds for the whole office changes a view of everybody’s.";
}

std::vector<Saved_view> views_of(const Read& read, std::string_view list) {
    std::vector<Saved_view> views;
    if (read.count(storage::record_type<Saved_view>()) == 0) return views;
    for (const auto id : read.where<&Saved_view::list>(std::string(list))) views.push_back(read.get<Saved_view>(id));
    std::ranges::sort(views, {},
                      [](const Saved_view& view) { return std::tuple{!view.owner, view.position, view.id}; });
    return views;
}

namespace {

/// Of the same list and the same owner.
std::vector<Saved_view> beside(const Read& read, const Saved_view& view) {
    auto views = views_of(read, view.list);
    std::erase_if(views, [&](const Saved_view& other) { return other.owner != view.owner; });
    return views;
}

void judge_place(const Write& write, Saved_view& view, const Saved_view* before, Errors& errors) {
    auto others = beside(write, view);
    std::erase_if(others, [&](const Saved_view& other) { return other.id == view.id; });
    const auto same = [&](const Saved_view& other) {
        return storage::identity_of(other.name) == storage::identity_of(view.name);
    };
    if (std::ranges::any_of(others, same)) errors.emplace("name", "is there already");
    if (before != nullptr && before->owner == view.owner && before->list == view.list) return;
    if (others.size() >= most_views)
        errors.emplace("name", std::format("would be one too many: there are {} already", others.size()));
    view.position = others.empty() ? 1 : others.back().position + 1;
}

void give_owner(const Write& write, Saved_view& view, const Saved_view* before, Errors& errors) {
    if (view.shared && !viewer_of(write, write.actor()).may(Right::manage_office))
        errors.emplace("shared", "needs the right to set what holds for the whole office");
    const bool had_one = before != nullptr && before->owner;
    view.owner = view.shared ? Ref<User>{} : had_one ? before->owner : whoever_asks(write);
    if (view.owner) std::erase_if(view.opens_for, [&](Ref<User> user) { return user != view.owner; });
}

/// What there is to ask for in that list. Filters by what is gone stay until they are changed.
void judge_list(const Write& write, const Saved_view& view, const Saved_view* before, Errors& errors) {
    const storage::Record_type* type = write.schema().find(view.list);
    if (type == nullptr || type->kind.internal) {
        errors.emplace("list", "is no list");
        return;
    }
    const storage::Definitions definitions = write.definitions(*type);
    if (before == nullptr || before->columns != view.columns)
        for (const auto part : std::views::split(view.columns, ' ')) {
            const std::string_view name(part);
            const bool known = name.empty() || name == "created" || name == "activity" ||
                               storage::Record_type::column(*type, definitions, name) != nullptr;
            if (!known) errors.emplace("columns", "names one that this list does not have");
        }
    if (before != nullptr && before->filters == view.filters && before->sort == view.sort) return;
    std::vector<Parameter> url{{"sort", view.sort}};
    for (const View_filter& filter : view.filters)
        if (filter.field != "all") url.emplace_back(filter.field, filter.value);
    const Question question = question_of(write, *type, definitions, url, asker(write.actor().user), "created");
    for (const auto& [name, message] : question.errors)
        errors.emplace(name == "sort" ? "sort" : "filters",
                       name == "sort" ? message : "name a field that records cannot be filtered by");
}

}  // namespace

void judge(Write& write, const Saved_view* before, Saved_view& view, Errors& errors) {
    if (before == nullptr || before->shared != view.shared) give_owner(write, view, before, errors);
    judge_list(write, view, before, errors);
    judge_place(write, view, before, errors);
}

bool begins_with(const Saved_view& view, storage::Id user) {
    return std::ranges::contains(view.opens_for, Ref<User>{user});
}

void begin_with(Write& write, std::string_view list, Ref<Saved_view> chosen) {
    write.doing("begin_with");
    const Ref<User> user = whoever_asks(write);
    for (Saved_view& view : views_of(write, list)) {
        const bool is_it = view.id == chosen.id;
        if (begins_with(view, user.id) == is_it) continue;
        if (is_it)
            view.opens_for.push_back(user);
        else
            std::erase(view.opens_for, user);
        write.update(view);
    }
}

namespace {

/// Numbers those of one owner anew after `arrange` changed their order.
void rearrange(Write& write, Ref<Saved_view> ref, auto&& arrange) {
    write.doing("move");
    auto views = beside(write, write.get(ref));
    arrange(views, std::ranges::find(views, ref.id, &Saved_view::id));
    std::int64_t position = 0;
    for (Saved_view& view : views) {
        if (view.position == ++position) continue;
        view.position = position;
        write.update(view);
    }
}

}  // namespace

void move_forward(Write& write, Ref<Saved_view> view) {
    rearrange(write, view, [](auto& views, auto at) {
        if (at != views.begin()) std::iter_swap(at, std::prev(at));
    });
}

void move_back(Write& write, Ref<Saved_view> view) {
    rearrange(write, view, [](auto& views, auto at) {
        if (at != views.end() && std::next(at) != views.end()) std::iter_swap(at, std::next(at));
    });
}

}  // namespace office
