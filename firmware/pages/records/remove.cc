// Deleting: the page says in numbers what goes with the record, and asks for its name where more than one click is due.
#include <format>
#include <map>
#include <set>

#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/kind.h"
#include "pages/records/lists/children.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"

namespace pages {

namespace {

using Records_by_kind = std::map<const storage::Record_type*, std::set<storage::Id>>;

struct Question {
    std::string name;
    std::uint64_t revision = 0;
    Records_by_kind gone;     ///< what goes with it
    Records_by_kind kept;     ///< what stays, without it
    Records_by_kind holding;  ///< what forbids it
};

Question question_of(const storage::Read& read, const Language& language, const storage::Record_type& type,
                     storage::Id id) {
    const storage::Raw raw = read.get(type, id);
    Shower shower(read, language);
    Question question{.name = name_of(shower, type, raw), .revision = raw.revision};
    for (const auto& [referrer, column, ids] : read.dependents(type.kind.number, id)) {
        if (referrer->kind.internal) continue;
        using enum storage::Gone;
        const auto gone = column->attributes.gone;
        auto& those = gone == cascade ? question.gone : gone == clear ? question.kept : question.holding;
        those[referrer].insert(ids.begin(), ids.end());
    }
    for (const auto& [kind, ids] : question.gone)
        std::erase_if(question.kept[kind], [&](storage::Id each) { return ids.contains(each); });
    return question;
}

Data counts_data(const Language& language, const storage::Record_type& type, const Question& question) {
    Data counts = list();
    const auto add = [&](const storage::Kind& kind, std::size_t count) {
        Data one = object();
        one["delete_count"] = text(with_separators(language, count));
        one["delete_what"] = text(counted_kind(language, kind, count));
        append(counts, std::move(one));
    };
    add(type.kind, 1);
    for (const auto& [other, ids] : question.gone) add(other->kind, ids.size());
    return counts;
}

Data kept_data(const Language& language, const Question& question) {
    Data kept = list();
    const auto add = [&](const storage::Kind& kind, std::size_t count, std::string_view sentence) {
        Data one = object();
        one["kept_text"] = text(language.say(sentence, {counted(language, kind, count)}));
        append(kept, std::move(one));
    };
    for (const auto& [other, ids] : question.kept)
        if (!ids.empty()) add(other->kind, ids.size(), "Kept, but without it: {}.");
    for (const auto& [other, ids] : question.holding) add(other->kind, ids.size(), "Still needed by: {}.");
    return kept;
}

bool is_named(const Records& records) { return page_row(records.type.kind.number).named_to_delete; }

http::Response ask(const Records& records, const http::Request& request, std::string_view error, int status) {
    const Language& language = Language::of(request);
    const storage::Id id = request.id();
    const Question question = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        get_to_change(read, records, request, id);
        return question_of(read, language, records.type, id);
    });
    Data data = object();
    const std::string title = language.say("Delete {}?", {question.name});
    data["title"] = text(title);
    data["delete_title"] = text(title);
    data["delete_name"] = is_named(records) ? text(question.name) : Data(false);
    data["delete_action"] = text(one_url(records, request, id) + "/delete");
    data["delete_cancel_url"] = text(after_url(records, request, id));
    data["delete_counts"] = counts_data(language, records.type, question);
    data["delete_kept"] = kept_data(language, question);
    data["delete_error"] = text(error);
    data["revision"] = text(std::to_string(question.revision));
    return page(records.site, request, "records/delete", std::move(data), status);
}

/// What is wrong with the answer, "" if nothing.
std::string objection(const storage::Read& read, const Records& records, const http::Request& request,
                      const Language& language) {
    const storage::Raw raw = read.get(records.type, request.id());
    Shower shower(read, language);
    const std::string name = name_of(shower, records.type, raw);
    if (is_named(records) && storage::trimmed(request.form.get("name")) != name)
        return language.say("This is not the name.");
    if (request.form.has("revision") && revision_of(request.form) != raw.revision)
        return language.say("Somebody changed it in the meantime. Look at it again.");
    return {};
}

}  // namespace

http::Response ask_to_delete(const Records& records, const http::Request& request) {
    return ask(records, request, {}, 200);
}

http::Response delete_record(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    std::string undo;
    try {
        std::string wrong;
        undo = change(records.site, request, [&](storage::Write& write) {
            wrong = objection(write, records, request, language);
            if (wrong.empty()) office::erase(write, records.type, request.id());
        });
        if (!wrong.empty()) return ask(records, request, wrong, 422);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::refused) throw;
        return ask(records, request, language.say(error.what()), 403);
    }
    const std::string next = request.query.has("next") ? page_before(request) : "";
    return done(request, next.empty() ? list_url(records, request) : next, language.say("Deleted"), undo);
}

}  // namespace pages
