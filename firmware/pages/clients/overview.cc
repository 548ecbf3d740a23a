#include "pages/clients/overview.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "office/clients/contact.h"
#include "office/documents/document.h"
#include "office/people/asker.h"
#include "office/records/asking.h"
#include "office/records/kind.h"
#include "office/work/task.h"
#include "office/work/tender.h"
#include "pages/clients/cards.h"
#include "pages/clients/timeline.h"
#include "pages/frame/view.h"

namespace pages {

using office::Client;
using office::Contact;
using office::Document;
using office::Task;
using office::Tender;
using storage::Read;

namespace {

constexpr std::size_t most = 3;
constexpr std::size_t count_bound = 1'000;

struct Found {
    std::vector<storage::Raw> records;
    std::size_t total = 0;
};

/// As the list of that kind is asked for.
Found find(const Read& read, const http::Request& request, const storage::Record_type& type, const std::string& query,
           std::string_view sort, std::size_t limit) {
    if (!may(request, office::rights_for(type.kind).see)) return {};
    const auto asker = office::asker(request.caller->user, Language::of(request).style());
    const http::Pairs pairs = http::urlencoded(query);
    const std::vector<office::Parameter> url(pairs.begin(), pairs.end());
    storage::List list = office::question_of(read, type, read.definitions(type), url, asker, sort).list;
    list.limit = limit;
    list.count_to = count_bound + 1;
    const storage::Page page = read.select(type, list);
    return {read.get_many(type, page.ids), page.total};
}

std::string place_of(storage::Id client, const storage::Kind& kind) {
    return std::format("{}/{}", url_of(Client::kind, client), kind.plural);
}

/// "All 40"; "" when no more are there than are shown.
Data all_of(const Language& language, std::size_t total, std::size_t shown) {
    if (total <= shown) return Data(false);
    return text(language.say("All {}", {count_up_to(language, total, count_bound)}));
}

// ---- what is next and open ------------------------------------------------------------------------------------------

/// "09:00–10:00", "09:00", "" for the whole day.
std::string hours_of(const office::Appointment& appointment) {
    using Time = storage::Value<storage::Time_of_day>;
    const std::string start = Time::show(appointment.start), end = Time::show(appointment.end);
    return end.empty() ? start : start + "–" + end;
}

std::string day_text(const Language& language, storage::Date date) {
    return date_text(language, storage::Value<storage::Date>::show(date));
}

Data step_data(const std::string& url, const std::string& title, const std::string& when) {
    Data data = object();
    for (const char* none : {"task_client", "task_client_url", "task_place", "task_urgent", "task_begun",
                             "task_revision", "task_done_url"})
        data[none] = false;
    data["task_url"] = text(url);
    data["task_title"] = text(title);
    data["task_when"] = text(when);
    return data;
}

Data task_data(const http::Request& request, const Task& task, const std::string& when) {
    Data data = step_data(url_of(Task::kind, task.id), task.title, when);
    data["task_urgent"] = task.priority == office::Priority::high;
    data["task_begun"] = task.state == office::Task_state::in_progress;
    data["task_revision"] = text(std::to_string(task.revision));
    if (may(request, office::rights_for(Task::kind).edit))
        data["task_done_url"] = text(url_of(Task::kind, task.id) + "/done");
    return data;
}

void append_section(Data& sections, const Language& language, std::string_view id, std::string_view label,
                    const std::string& url, std::size_t total, Data tasks) {
    if (tasks.is_empty_list()) return;
    Data section = object();
    section["section_id"] = text(id);
    section["section_label"] = text(language.say(label));
    section["section_url"] = text(url);
    section["section_count"] = total == 0 ? Data(false) : text(count_up_to(language, total, count_bound));
    section["section_more"] = total > tasks.list_value().size();
    section["section_late"] = false;
    section["tasks"] = std::move(tasks);
    append(sections, std::move(section));
}

constexpr std::string_view unfinished = "&state=open&state=in_progress";

std::optional<Task> next_appointment(const Read& read, const http::Request& request, storage::Id client) {
    const std::string query = std::format("client={}{}&appointment.date.from=today", client, unfinished);
    const Found found = find(read, request, storage::record_type<Task>(), query, "appointment.date", 1);
    if (found.records.empty()) return std::nullopt;
    return Read::typed<Task>(found.records.front());
}

void append_next(Data& sections, const http::Request& request, const Task& task) {
    const Language& language = Language::of(request);
    const std::string hours = hours_of(task.appointment);
    const std::string day = day_text(language, task.appointment.date);
    Data data = task_data(request, task, hours.empty() ? day : day + ", " + hours);
    data["task_place"] = text(task.appointment.place);
    Data tasks = list();
    append(tasks, std::move(data));
    append_section(sections, language, "next-appointment", "Next appointment", url_of(Task::kind, task.id), 0,
                   std::move(tasks));
}

void append_tasks(Data& sections, const Read& read, const http::Request& request, storage::Id client,
                  storage::Id shown) {
    const std::string query = std::format("client={}{}", client, unfinished);
    Found found = find(read, request, storage::record_type<Task>(), query, "due", most + 1);
    if (std::erase_if(found.records, [&](const storage::Raw& raw) { return raw.id == shown; }) > 0) --found.total;
    if (found.records.size() > most) found.records.resize(most);
    Data tasks = list();
    for (const storage::Raw& raw : found.records) {
        const Task task = Read::typed<Task>(raw);
        append(tasks, task_data(request, task, day_text(Language::of(request), task.due)));
    }
    append_section(sections, Language::of(request), "open-tasks", "Open tasks",
                   std::format("{}?{}", place_of(client, Task::kind), unfinished.substr(1)), found.total,
                   std::move(tasks));
}

void append_tenders(Data& sections, const Read& read, const http::Request& request, storage::Id client) {
    constexpr std::string_view undecided = "state=open&state=submitted";
    const Found found = find(read, request, storage::record_type<Tender>(),
                             std::format("client={}&{}", client, undecided), "due", most);
    Data tenders = list();
    for (const storage::Raw& raw : found.records) {
        const Tender tender = Read::typed<Tender>(raw);
        append(tenders,
               step_data(url_of(Tender::kind, tender.id), tender.title, day_text(Language::of(request), tender.due)));
    }
    append_section(sections, Language::of(request), "open-tenders", "Open tenders",
                   std::format("{}?{}", place_of(client, Tender::kind), undecided), found.total, std::move(tenders));
}

Data person_data(const Contact& contact, bool is_primary) {
    Data data = object();
    data["person_name"] = text(contact.name);
    data["person_url"] = text(url_of(Contact::kind, contact.id));
    data["person_position"] = text(contact.position);
    data["person_phone"] = text(contact.phone.text);
    data["person_phone_url"] = contact.phone.text.empty() ? Data(false) : text(phone_url(contact.phone.text));
    data["person_mail"] = contact.email.text.empty() ? Data(false) : mail_data(contact.email.text);
    data["person_mail_url"] = contact.email.text.empty() ? Data(false) : text(mail_url(contact.email.text));
    data["person_primary"] = is_primary;
    return data;
}

/// The primary one first.
void set_people(Data& data, const Read& read, const http::Request& request, const Client& client) {
    Found found =
        find(read, request, storage::record_type<Contact>(), std::format("clients={}", client.id), "name", most + 1);
    std::erase_if(found.records, [&](const storage::Raw& raw) { return raw.id == client.primary_contact.id; });
    Data people = list();
    if (const auto primary = read.find(client.primary_contact); primary && found.total > 0)
        append(people, person_data(*primary, true));
    for (const storage::Raw& raw : found.records)
        if (people.list_value().size() < most) append(people, person_data(Read::typed<Contact>(raw), false));
    data["has_rail_people"] = !people.is_empty_list();
    data["people_url"] = text(place_of(client.id, Contact::kind));
    data["people_all"] = all_of(Language::of(request), found.total, people.list_value().size());
    data["rail_people"] = std::move(people);
}

}  // namespace

void set_rail(Data& data, const Read& read, const http::Request& request, const Client& client) {
    Data sections = list();
    const auto next = next_appointment(read, request, client.id);
    if (next) append_next(sections, request, *next);
    append_tasks(sections, read, request, client.id, next ? next->id : 0);
    append_tenders(sections, read, request, client.id);
    data["rail_sections"] = std::move(sections);
    set_people(data, read, request, client);
}

// ---- what was said and sent last ------------------------------------------------------------------------------------

namespace {

Data document_data(const Language& language, const storage::Raw& raw) {
    const auto document = Read::typed<Document>(raw);
    const Moment_text at = moment_text(language, raw.created);
    Data data = object();
    data["latest_name"] = text(document.name);
    data["latest_url"] = text(url_of(Document::kind, raw.id));
    data["latest_size"] = text(size_text(language, document.file.size));
    data["latest_when"] = text(at.relative);
    data["latest_exact"] = text(at.exact);
    data["latest_picture_url"] = pictures::is_picture(document.file.type)
                                     ? text(preview_url(Document::kind, raw.id, pictures::Extent::small))
                                     : Data(false);
    return data;
}

void set_documents(Data& data, const Read& read, const http::Request& request, storage::Id client) {
    const Language& language = Language::of(request);
    const Found found =
        find(read, request, storage::record_type<Document>(), std::format("client={}", client), "-created", most);
    Data documents = list();
    for (const storage::Raw& raw : found.records) append(documents, document_data(language, raw));
    data["has_latest_documents"] = !documents.is_empty_list();
    data["latest_documents"] = std::move(documents);
    data["documents_url"] = text(place_of(client, Document::kind));
    data["documents_all"] = all_of(language, found.total, found.records.size());
}

}  // namespace

void set_overview(Data& data, const Read& read, const http::Request& request, storage::Id client, Shower& shower) {
    data["pinned_notes"] = pinned_notes(read, request, client, most);
    data["has_pinned_notes"] = !data["pinned_notes"].is_empty_list();
    data["latest_days"] = latest_activity(read, request, client, most, shower);
    data["has_latest"] = !data["latest_days"].is_empty_list();
    data["activity_url"] = text(url_of(Client::kind, client) + "/activity");
    set_documents(data, read, request, client);
}

}  // namespace pages
