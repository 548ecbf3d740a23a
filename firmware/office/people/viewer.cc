#include "office/people/viewer.h"

#include <algorithm>

#include "office/people/own_work.h"
#include "office/people/tokens.h"

namespace office {

Viewer viewer_of(const storage::Read& read, const User& user) {
    if (user.disabled) return {.person = user.id};
    return {.person = user.id, .roles = user.role, .rights = rights_of(read, user.role)};
}

Viewer viewer_of(const storage::Read& read, const User& user, const Token& token) {
    Viewer viewer = viewer_of(read, user);
    viewer.kinds = kinds_of(token);
    return viewer;
}

Viewer viewer_of(const storage::Read& read, const storage::Actor& actor) {
    if (actor.user == 0) return {.box = true};
    const auto user = read.find<User>(actor.user);
    return user ? viewer_of(read, *user) : Viewer{};
}

namespace {

bool is_hidden(const Viewer& viewer, const storage::Kind& kind) {
    return !viewer.kinds.empty() && !kind.internal && !std::ranges::contains(viewer.kinds, kind.number);
}

/// What tells of clients, to somebody of the office without the right to see them.
bool lacks_sight(const Viewer& viewer, const storage::Record_type& type) {
    return !viewer.is_client() && !viewer.may(Right::see_clients) && is_limited_to_own_work(type);
}

}  // namespace

storage::Scope scope_of(const Viewer& viewer) {
    if (viewer.box) return {};
    return {.sees = [viewer](const storage::Read& whole, const storage::Record_type& type) -> storage::Visible {
                if (is_hidden(viewer, type.kind) || lacks_sight(viewer, type)) return seen_among({});
                if (viewer.sees_own_work_only()) return seen_of_own_work(whole, viewer.person, type);
                if (const auto sees = kind_row(type.kind.number).sees) return sees(whole, viewer);
                return viewer.is_client() ? seen_among({}) : storage::Visible{};
            },
            .audience = viewer.is_client() ? storage::Audience::client : storage::Audience::office};
}

storage::Scope scope_of(const storage::Read& read, const storage::Actor& actor) {
    return scope_of(viewer_of(read, actor));
}

std::string why_not_change(const storage::Read& read, const storage::Actor& actor, const storage::Record_type& type,
                           const storage::Raw& raw) {
    const auto why = kind_row(type.kind.number).why_not_change;
    return why == nullptr ? std::string{} : std::string(why(raw, viewer_of(read, actor)));
}

bool may_change_guarded(const storage::Read& read, const storage::Actor& actor, const storage::Kind& kind) {
    const Guarded& guarded = kind_row(kind.number).guarded;
    return guarded.fields.empty() || viewer_of(read, actor).may(guarded.right);
}

}  // namespace office
