#include "pages/people/session_list.h"

#include <format>

#include "office/people/accounts.h"
#include "pages/frame/browser.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"

namespace pages {
namespace {

http::Response show_sessions(const Site& site, const http::Request& request);
http::Response end_sessions(const Site& site, const http::Request& request);
http::Response end_session(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> session_list_routes(const Site& site) {
    using enum http::Method;
    const auto route = [&site](http::Method method, std::string pattern,
                               http::Response (*handler)(const Site&, const http::Request&)) {
        http::Handler with_site = [&site, handler](const http::Request& request) { return handler(site, request); };
        if (method == post) with_site = confirmed(site, std::move(with_site));
        return http::Route{method, std::move(pattern), needs(office::Right::manage_users), std::move(with_site)};
    };
    return {
        route(get, "/settings/users/<id>/sessions", &show_sessions),
        route(post, "/settings/users/<id>/sessions/revocation", &end_sessions),
        route(post, "/settings/users/<id>/sessions/<session>/revocation", &end_session),
    };
}

namespace {

using office::Session;
using office::User;
using storage::Read;
using storage::Write;

Data session_data(const Language& language, const Session& session, bool current, std::string_view url) {
    const auto seen = moment_text(language, session.last_seen), since = moment_text(language, session.created);
    const auto device = device_of(session.browser);
    auto data = object();
    data["session_device"] = text(device.empty() ? language.say("Unknown browser") : device);
    data["session_address"] = text(session.address);
    data["session_since"] = text(since.relative);
    data["session_since_exact"] = text(since.exact);
    data["session_since_iso"] = text(since.iso);
    data["session_last_used"] = text(seen.relative);
    data["session_exact"] = text(seen.exact);
    data["session_iso"] = text(seen.iso);
    data["session_current"] = current;
    data["session_revoke_url"] = current ? Data(false) : text(std::format("{}/{}/revocation", url, session.id));
    return data;
}

std::string url_of_sessions(storage::Id user) { return std::format("/settings/users/{}/sessions", user); }

http::Response show_sessions(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    const auto [user, sessions] = site.store.read(request.scope(), [&](const Read& read) {
        const auto person = read.get<User>(request.id());
        return std::pair(person, office::sessions_of(read, {person.id}));
    });
    auto data = object();
    data["title"] = language.say("Sessions of {}", {user.name});
    data["sessions_url"] = text(url_of_sessions(user.id));
    set_sessions(data, request, sessions, url_of_sessions(user.id));
    data["has_sessions"] = !sessions.empty();
    return page(site, request, "people/user_sessions", std::move(data));
}

http::Response end_sessions(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        office::end_sessions_of_another(write, {write.get<User>(request.id()).id}, request.caller->session);
    });
    return done(request, url_of_sessions(request.id()), Language::of(request).say("Signed out everywhere."));
}

http::Response end_session(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto session = write.get<Session>(request.id("session"));
        if (session.user.id != request.id())
            throw storage::Error(storage::Fault::not_found, "There is nothing at this address.");
        office::end_session_of_another(write, session);
    });
    return done(request, url_of_sessions(request.id()), Language::of(request).say("The session has ended."));
}

}  // namespace

void set_sessions(Data& data, const http::Request& request, const std::vector<Session>& sessions,
                  std::string_view url) {
    auto lines = list();
    for (const Session& session : sessions)
        append(lines, session_data(Language::of(request), session, session.id == request.caller->session, url));
    data["sessions"] = std::move(lines);
    data["many_sessions"] = sessions.size() > 1;
}

}  // namespace pages
