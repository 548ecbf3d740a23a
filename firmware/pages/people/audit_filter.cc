#include "pages/people/audit_filter.h"

#include <format>

#include "http/form.h"
#include "office/people/verification.h"
#include "office/records/days.h"
#include "pages/frame/view.h"
#include "pages/people/event_words.h"
#include "pages/people/users.h"

namespace pages {

namespace {

std::optional<storage::Date> day_in(const http::Pairs& query, std::string_view name, Simple_form& form) {
    const std::string_view typed = query.get(name);
    if (typed.empty()) return std::nullopt;
    const auto day = storage::parse_date(typed);
    if (day) return *day;
    form.add_errors({{std::string(name), day.error()}});
    return std::nullopt;
}

void set_verification(Data& data, const storage::Read& read, const Language& language) {
    const auto last = office::last_verification(read);
    const auto when = last ? moment_text(language, last->created) : Moment_text{};
    data["is_verifying"] = office::is_being_verified(read);
    data["verified"] = last.has_value();
    data["verified_sound"] = last && last->what == office::Happening::journal_sound;
    data["verified_what"] = text(last ? label_of(language, last->what) : "");
    data["verified_detail"] = text(last ? about_event(language, *last) : "");
    data["verified_time"] = text(when.relative);
    data["verified_exact"] = text(when.exact);
    data["verified_iso"] = text(when.iso);
}

}  // namespace

Audit_filter audit_filter(const http::Pairs& query, Simple_form& form) {
    form.keep(query);
    Audit_filter filter{.person = storage::parse_id(query.get("person")).value_or(0)};
    const auto from = day_in(query, "from", form), to = day_in(query, "to", form);
    if (from) filter.from = office::begin_of(*from);
    if (to) filter.until = office::begin_of({to->days + 1});
    if (from && to && *to < *from) form.add_errors({{"to", "must not be before it begins"}});
    return filter;
}

std::vector<Simple_field> audit_fields(const storage::Read& read, const Language& language) {
    std::vector<std::pair<std::string, std::string>> people{{"", language.say("Everybody")}};
    for (const auto& user : all_users(read)) people.emplace_back(std::to_string(user.id), user.name);
    return {{.name = "person",
             .label = "Person",
             .control = storage::Control::select,
             .required = false,
             .options = std::move(people)},
            {.name = "from", .label = "From", .control = storage::Control::date, .required = false},
            {.name = "to", .label = "To", .control = storage::Control::date, .required = false}};
}

std::string audit_url(std::string_view url, const http::Pairs& query, std::string_view but_for) {
    std::string whole = std::string(url) + '?';
    for (const auto& [name, value] : query)
        if (name != but_for && !value.empty())
            whole += std::format("{}={}&", http::percent_encoded(name), http::percent_encoded(value));
    return whole;
}

void set_audit_head(Data& data, const storage::Read& read, const http::Request& request, std::string_view url) {
    set_verification(data, read, Language::of(request));
    data["title"] = Language::of(request).say("Audit");
    data["audit_url"] = text(url);
    data["audit_is_changes"] = url == "/settings/changes";
    std::string csv = audit_url(std::string(url) + ".csv", request.query, "before");
    csv.pop_back();
    data["audit_export_url"] = text(csv);
}

}  // namespace pages
