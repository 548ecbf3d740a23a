#include "pages/home/today.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <utility>

#include "http/form.h"
#include "office/clients/comments.h"
#include "office/clients/latest.h"
#include "office/people/asker.h"
#include "office/people/event.h"
#include "office/records/kind.h"
#include "office/records/plain.h"
#include "office/records/save.h"
#include "office/records/sent_form.h"
#include "office/work/task.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/kind.h"
#include "pages/records/shown.h"
#include "pages/records/simple_form.h"
#include "pages/records/undo.h"

namespace pages {

using office::Client;
using office::Right;
using office::Task;
using storage::Read;

namespace {

/// Tasks that are asked for as the list of tasks is; that is where the whole of them are. Those that are over are in none.
struct Section {
    std::string_view label, id, query;
    std::string_view also = {};  ///< what it asks for beside it
    bool late = false, by_hours = false;
    std::size_t most = 8;
};

constexpr std::string_view unfinished = "&state=open&state=in_progress";
/// Each task stands in one of them.
constexpr std::array mine{
    Section{.label = "Appointments",
            .id = "appointments",
            .query = "assignee=me&appointment.date=today",
            .also = "assignee=me&ends_on=today",
            .by_hours = true,
            .most = 50},
    Section{.label = "Overdue",
            .id = "overdue-tasks",
            .query = "assignee=me&due.before=today&appointment.date.mode=none&appointment.date=today"
                     "&ends_on.mode=none&ends_on=today",
            .late = true},
    Section{.label = "Due today",
            .id = "due-tasks",
            .query = "assignee=me&due=today&appointment.date.mode=none&appointment.date=today"},
    Section{.label = "Later",
            .id = "later-tasks",
            .query = "assignee=me&due.after=today&appointment.date.mode=none&appointment.date=today"},
    Section{.label = "Without a day", .id = "other-tasks", .query = "assignee=me&due.empty=yes"},
};
constexpr Section anybody{.label = "For anybody", .id = "anybodys-tasks", .query = "assignee.empty=yes", .most = 5};

constexpr std::size_t count_bound = 1'000;

const storage::Record_type& task_type() { return storage::record_type<Task>(); }

struct Found {
    std::vector<Task> tasks;
    std::size_t total = 0;
};

Found tasks_of(const Read& read, const http::Request& request, std::string_view asked, const Section& section) {
    const auto asker = office::asker(request.caller->user, Language::of(request).style());
    const auto definitions = read.definitions(task_type());
    const http::Pairs query = http::urlencoded(std::string(asked) + std::string(unfinished));
    const std::vector<office::Parameter> url(query.begin(), query.end());
    storage::List list = office::question_of(read, task_type(), definitions, url, asker, "due").list;
    list.limit = section.most;
    list.count_to = count_bound + 1;
    const storage::Page page = read.select(task_type(), list);
    Found found{.tasks = {}, .total = page.total};
    for (const storage::Raw& raw : read.get_many(task_type(), page.ids)) found.tasks.push_back(Read::typed<Task>(raw));
    return found;
}

/// All of a section.
Found tasks_of(const Read& read, const http::Request& request, const Section& section) {
    Found found = tasks_of(read, request, section.query, section);
    if (section.also.empty()) return found;
    Found more = tasks_of(read, request, section.also, section);
    std::ranges::move(more.tasks, std::back_inserter(found.tasks));
    found.total += more.total;
    return found;
}

/// "09:00–10:00", "09:00", "23:00–01:00 (next day)", "" for the whole day.
std::string hours_of(const Language& language, const office::Appointment& appointment) {
    using Time = storage::Value<storage::Time_of_day>;
    const std::string start = Time::show(appointment.start), end = Time::show(appointment.end);
    const std::string hours = end.empty() ? start : start + "–" + end;
    return appointment.is_over_midnight() ? language.say("{} (next day)", {hours}) : hours;
}

/// Of one that is today: as the day has it.
std::string hours_today(const Language& language, const office::Appointment& appointment) {
    if (appointment.next_day() == office::asker(0).today)
        return language.say("until {}", {storage::Value<storage::Time_of_day>::show(appointment.end)});
    const std::string hours = hours_of(language, appointment);
    return hours.empty() ? language.say("all day") : hours;
}

/// "14:00–15:00" where the day is clear, else "1 December 2026, 14:00–15:00"; an appointment on another day than the task is due
/// does not stand here.
std::string when(const Language& language, const Task& task, const Section& section) {
    if (section.by_hours) return hours_today(language, task.appointment);
    const std::string hours = hours_of(language, task.appointment);
    const std::string due = date_text(language, storage::Value<storage::Date>::show(task.due));
    return task.appointment.date != task.due || hours.empty() ? due : due + ", " + hours;
}

Data task_data(const Read& read, const http::Request& request, const Task& task, const Section& section) {
    const Language& language = Language::of(request);
    Data data = object();
    data["task_url"] = text(url_of(Task::kind, task.id));
    data["task_title"] = text(task.title);
    data["task_client"] = text(read.name(Client::kind.number, task.client.id));
    data["task_client_url"] = task.client.id == 0 ? Data(false) : text(url_of(Client::kind, task.client.id));
    data["task_when"] = text(when(language, task, section));
    data["task_place"] = text(section.by_hours ? task.appointment.place : "");
    data["task_urgent"] = task.priority == office::Priority::high;
    data["task_begun"] = task.state == office::Task_state::in_progress;
    data["task_revision"] = text(std::to_string(task.revision));
    data["task_done_url"] =
        !may(request, Right::write_notes)
            ? Data(false)
            : text(std::format("{}/done?next=%2Ftoday%23{}", url_of(Task::kind, task.id), section.id));
    return data;
}

Data section_data(const Read& read, const http::Request& request, const Section& section) {
    Found found = tasks_of(read, request, section);
    if (section.by_hours)
        std::ranges::stable_sort(
            found.tasks, {}, [](const Task& task) { return std::pair(task.appointment.date, task.appointment.start); });
    Data tasks = list();
    for (const Task& task : found.tasks) append(tasks, task_data(read, request, task, section));
    Data data = object();
    data["section_label"] = text(Language::of(request).say(section.label));
    data["section_id"] = text(section.id);
    data["section_late"] = section.late;
    data["section_url"] = text(std::format("/{}?{}{}", Task::kind.plural, section.query, unfinished));
    data["section_count"] = text(count_up_to(Language::of(request), found.total, count_bound));
    data["section_more"] = found.total > found.tasks.size();
    data["tasks"] = std::move(tasks);
    return data;
}

/// One that waits, as a task is shown: what it is, about whom, since when.
Data waiting_data(const Read& read, Shower& shower, const Page_row& row, const storage::Raw& raw) {
    const storage::Record_type& type = *office::kind_row(row.kind).type;
    Data data = object();
    data["task_url"] = text(url_of(type.kind, raw.id));
    data["task_title"] = text(name_of(shower, type, raw));
    for (const char* none : {"task_client", "task_client_url", "task_place", "task_urgent", "task_begun",
                             "task_revision", "task_done_url"})
        data[none] = false;
    for (const storage::Reference& reference : type.references(raw.fields))
        if (reference.attributes->parent && reference.kind == Client::kind.number) {
            data["task_client"] = text(read.name(reference.kind, reference.id));
            data["task_client_url"] = text(url_of(Client::kind, reference.id));
        }
    if (row.alarm != nullptr) data["task_place"] = text(row.alarm(shower.language(), raw));
    data["task_when"] = text(moment_text(shower.language(), raw.created).relative);
    return data;
}

/// Sections with nothing in them are left out.
void append_section(Data& sections, const Read& read, const http::Request& request, const Section& section) {
    Data data = section_data(read, request, section);
    if (!data["tasks"].is_empty_list()) append(sections, std::move(data));
}

/// What waits for whoever may decide it, of each kind that says so.
void append_waiting(Data& sections, const Read& read, const http::Request& request, const Page_row& row) {
    constexpr std::size_t most = 8;
    const Language& language = Language::of(request);
    const storage::Record_type& type = *office::kind_row(row.kind).type;
    const auto definitions = read.definitions(type);
    const http::Pairs query = http::urlencoded(std::string(row.waiting.query));
    const std::vector<office::Parameter> url(query.begin(), query.end());
    storage::List list = office::question_of(read, type, definitions, url, office::asker(0), "created").list;
    list.limit = most;
    list.count_to = count_bound + 1;
    const storage::Page page = read.select(type, list);
    if (page.ids.empty()) return;
    Shower shower(read, language);
    Data tasks = pages::list();
    for (const storage::Raw& raw : read.get_many(type, page.ids)) append(tasks, waiting_data(read, shower, row, raw));
    Data data = object();
    data["section_label"] = text(language.say(type.kind.title));
    data["section_id"] = text(std::format("waiting-{}", type.kind.plural));
    data["section_late"] = false;
    data["section_url"] = text(std::format("/{}?{}", type.kind.plural, row.waiting.query));
    data["section_count"] = text(count_up_to(language, page.total, count_bound));
    data["section_more"] = page.total > page.ids.size();
    data["tasks"] = std::move(tasks);
    append(sections, std::move(data));
}

constexpr std::size_t most_notices = 8;

/// Comments that are for whoever asks and that they have not looked at.
Data notices_data(const Read& read, const http::Request& request) {
    const Language& language = Language::of(request);
    Data notices = list();
    for (const office::Notice& notice : office::waiting_for(read, {request.caller->user}, most_notices)) {
        const auto comment = read.find(notice.comment);
        if (!comment || !read.has(Client::kind.number, comment->client.id)) continue;
        const std::string author = read.name(office::User::kind.number, comment->author.id);
        const std::string client = read.name(Client::kind.number, comment->client.id);
        Data one = object();
        one["notice_text"] = text(language.say(notice.mentioned ? "{} mentioned you" : "{} commented",
                                               {author.empty() ? language.say("The box") : author}));
        one["notice_client"] = text(name_or_number(language, Client::kind, client, comment->client.id));
        one["notice_begin"] = text(comment->name());
        one["notice_url"] = text(
            std::format("{}/activity?kind=comments#comment-{}", url_of(Client::kind, comment->client.id), comment->id));
        one["notice_when"] = text(moment_text(language, notice.created).relative);
        append(notices, std::move(one));
    }
    return notices;
}

Data latest_clients(const Read& read, const http::Request& request, const std::vector<storage::Id>& ids) {
    Data clients = list();
    for (const storage::Id id : ids) {
        const auto client = read.find<Client>(id);
        if (!client) continue;
        Data one = object();
        one["client_url"] = text(url_of(Client::kind, id));
        one["client_name"] = text(name_or_number(Language::of(request), Client::kind, client->name(), id));
        one["client_phone"] = text(client->phone.text);
        one["client_phone_url"] = client->phone.text.empty() ? Data(false) : text(phone_url(client->phone.text));
        append(clients, std::move(one));
    }
    return clients;
}

/// What makes a new office useful, until all of it is done.
Data first_steps(const Read& read, const http::Request& request) {
    struct Step {
        std::string_view label, about, url, icon;
        bool done;
    };
    const std::array steps{
        Step{"Bring your clients in", "From a file of any program, or type the first one.", "/import",
             "database-import", read.count(storage::record_type<Client>()) > 0},
        Step{"Let a colleague in", "Everybody signs in with a name of their own.", "/settings/users", "user-plus",
             read.count(storage::record_type<office::User>()) > 1},
        Step{"Make a backup", "On the box: clientbox backup FILE. It may run at any time.", "/settings/status",
             "device-floppy", read.first<&office::Event::what>(office::Happening::backed_up).has_value()},
    };
    Data all = list();
    const bool is_admin = may(request, Right::manage_users);
    if (!is_admin || std::ranges::all_of(steps, &Step::done)) return all;
    for (const Step& step : steps) {
        Data one = object();
        one["step_label"] = text(Language::of(request).say(step.label));
        one["step_about"] = text(Language::of(request).say(step.about));
        one["step_url"] = text(step.url);
        one["step_icon"] = text(step.icon);
        one["step_done"] = step.done;
        append(all, std::move(one));
    }
    return all;
}

Simple_form new_task_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "title", .label = "Task", .control = storage::Control::text},
             {.name = "due", .label = "Due", .control = storage::Control::date, .required = false}}};
}

http::Response today_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    const Language& language = Language::of(request);
    Data data = object();
    site.store.read(request.scope(), [&](const Read& read) {
        Data sections = list();
        for (const Page_row& row : page_rows())
            if (!row.waiting.query.empty() && may(request, row.waiting.right))
                append_waiting(sections, read, request, row);
        for (const Section& section : mine) append_section(sections, read, request, section);
        data["has_sections"] = !sections.is_empty_list();
        data["sections"] = std::move(sections);
        Data others = list();
        append_section(others, read, request, anybody);
        data["others"] = std::move(others);
        data["latest_clients"] = latest_clients(read, request, site.latest_clients.of(request.caller->user));
        data["notices"] = notices_data(read, request);
        data["steps"] = first_steps(read, request);
        data["task_once"] = text(std::to_string(read.version()));
    });
    data["has_notices"] = !data["notices"].is_empty_list();
    data["has_latest_clients"] = !data["latest_clients"].is_empty_list();
    data["has_steps"] = !data["steps"].is_empty_list();
    data["title"] = text(language.say("Today"));
    data["today_date"] = text(date_text(language, storage::Value<storage::Date>::show(office::asker(0).today)));
    const bool adds_tasks = may(request, Right::write_notes) && may(request, Right::see_clients);
    data["task_fields"] = adds_tasks ? form.fields() : list();
    data["may_add_task"] = adds_tasks;
    return page(site, request, "home/today", std::move(data), status);
}

http::Response show_today(const Site& site, const http::Request& request) {
    return today_page(site, request, new_task_form(request), 200);
}

/// All that tells this form from another one.
std::string sent(const http::Request& request, const storage::Typed& typed) {
    std::string all = std::format("today {}", request.form.get("once"));
    for (const auto& [field, value] : typed) all += std::format("\n{} {}:{}", field, value.size(), value);
    return all;
}

/// One's own task in a line; sent again, because nobody saw the answer, it is the same one.
http::Response add_task(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    Simple_form form = new_task_form(request);
    form.keep(request.form);
    const storage::Typed typed{{"title", std::string(request.form.get("title"))},
                               {"due", std::string(request.form.get("due"))},
                               {"assignee", std::to_string(request.caller->user)}};
    std::string undo;
    try {
        undo = change(site, request, [&](storage::Write& write) {
            const auto make = [&] {
                const auto raw = office::save(write, task_type(), 0, 0, typed, office::References::ids);
                return office::Any_ref{Task::kind.number, raw.id};
            };
            request.form.has("once") ? void(office::make_once(write, sent(request, typed), make)) : void(make());
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return today_page(site, request, form, 422);
    }
    return done(request, "/today", language.say("Task added"), undo);
}

}  // namespace

std::vector<http::Route> today_routes(const Site& site) {
    return {{http::Method::get, "/today", http::signed_in,
             [&site](const http::Request& request) { return show_today(site, request); }},
            {.method = http::Method::post,
             .pattern = "/today/tasks",
             .access = needs(Right::write_notes),
             .handler = [&site](const http::Request& request) { return add_task(site, request); },
             .judges_text = true}};
}

}  // namespace pages
