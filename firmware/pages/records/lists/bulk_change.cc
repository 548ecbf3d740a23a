#include "pages/records/lists/bulk_change.h"

#include <algorithm>
#include <format>
#include <optional>

#include "http/access.h"
#include "http/form.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/lists/children.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Column;
using storage::Control;

namespace {

/// Whether many may have the same in it: a choice, a day, somebody, or a field of the office's own.
bool is_for_many(const Item& item) {
    const Column& column = item.column();
    if (item.part || !column.typed() || column.attributes.index == storage::Index::unique) return false;
    if (column.custom != 0) return true;
    switch (column.control) {
    case Control::select:
    case Control::checkbox:
    case Control::multi:
    case Control::stars:
    case Control::picker:
    case Control::date: return true;
    default: return false;
    }
}

std::vector<Item> items_for_many(const Records& records, const storage::Definitions& definitions) {
    std::vector<Item> items = items_of(records.type, definitions);
    std::erase_if(items, [&](const Item& item) {
        return !is_for_many(item) || (records.within != nullptr && &item.column() == records.within->column);
    });
    return items;
}

/// Throws Error{refused} when there is no such field.
Item asked_item(const Records& records, const http::Request& request, const storage::Definitions& definitions) {
    auto items = items_for_many(records, definitions);
    const auto at = std::ranges::find(items, request.query.get(field_name), &Item::name);
    if (at == items.end())
        throw storage::Error(storage::Fault::refused, "This field cannot be changed in many at once.");
    return std::move(*at);
}

http::Response ask_which_field(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    Data fields = list(), kept = list();
    std::size_t count = 0;
    records.site.store.read(request.scope(), [&](const storage::Read& read) {
        count = chosen_for_bulk(read, records, request).size();
        const storage::Definitions definitions = read.definitions(records.type);
        for (const Item& item : items_for_many(records, definitions)) {
            Data one = object();
            one["field_name"] = text(item.name);
            one["field_label"] = text(label_of(language, item));
            append(fields, std::move(one));
        }
    });
    for (const auto& [name, value] : request.query) {
        Data one = object();
        one["kept_name"] = text(name);
        one["kept_value"] = text(value);
        append(kept, std::move(one));
    }
    Data data = object();
    data["title"] =
        text(std::format("{}: {}", language.say("Change a field"), counted(language, records.type.kind, count)));
    data["bulk_url"] = text(list_url(records, request) + "/bulk");
    data["kept"] = std::move(kept);
    data["bulk_fields"] = std::move(fields);
    data["list_title"] = text(language.say(records.type.kind.title));
    data["bulk_back_url"] = text(list_behind_bulk(records, request));
    return page(records.site, request, "records/bulk_field", std::move(data));
}

Form value_form(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    Form form = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Form opened{.title = {}, .action = request.target, .cancel_url = {}, .submit = language.say("Change")};
        opened.definitions = read.definitions(records.type);
        Item item = asked_item(records, request, opened.definitions);
        opened.values = empty_values(read, std::vector<Column>{item.column()});
        opened.title = language.say(
            "Change “{}”: {}", {label_of(language, item),
                                counted(language, records.type.kind, chosen_for_bulk(read, records, request).size())});
        opened.groups.push_back({.title = "", .items = {std::move(item)}});
        return opened;
    });
    form.cancel_url = form.back_url = list_behind_bulk(records, request);
    form.back_label = language.say(records.type.kind.title);
    return form;
}

/// The value in all of them; for each that was left as it is, why.
class Changing {
  public:
    Changing(storage::Write& write, const Records& records, const http::Request& request, storage::Typed typed)
        : write_(&write)
        , records_(&records)
        , language_(&Language::of(request))
        , seen_(write.seen_with(request.scope()))
        , saver_(write, records.type)
        , typed_(std::move(typed)) {}

    void change(storage::Id id) {
        const auto raw = seen_.find(records_->type, id);
        if (!raw) return left.push_back(language_->say("It is not there any more."));
        try {
            saver_.save(id, write_->get(records_->type, id).revision, typed_, office::References::names,
                        language_->style());
            ++done;
        } catch (const storage::Error& error) {
            left.push_back(std::format("{}: {}", records_->type.name(raw->fields), reason(error)));
            if (!wrong_ && error.fault() == storage::Fault::invalid && typed_.contains(error.fields().begin()->first))
                wrong_ = error;
        }
    }

    /// Throws Error{invalid} for a value that fitted none of them.
    void end() const {
        if (done == 0 && wrong_) throw storage::Error(*wrong_);
    }

    std::size_t done = 0;
    std::vector<std::string> left;

  private:
    std::string reason(const storage::Error& error) const {
        if (error.fault() == storage::Fault::refused) return language_->say(error.what());
        if (error.fault() != storage::Fault::invalid) throw;
        const auto& [name, what] = *error.fields().begin();
        const Column* column = records_->type.column(name);
        return column == nullptr ? sentence_of(*language_, name, what) : sentence_of(*language_, *column, name, what);
    }

    storage::Write* write_;
    const Records* records_;
    const Language* language_;
    storage::Read seen_;
    office::Saver saver_;
    storage::Typed typed_;
    std::optional<storage::Error> wrong_;  ///< the first thing that is wrong with the value
};

}  // namespace

bool may_change_many(const http::Request& request, const storage::Kind& kind) {
    return office::is_typed(kind) && may(request, office::rights_for(kind).edit);
}

namespace {

/// In the words of a form.
void refuse_unless_may_change(const Records& records, const http::Request& request) {
    const storage::Kind& kind = records.type.kind;
    const auto right = office::rights_for(kind).edit;
    if (!may(request, right)) throw http::Lacks_right(static_cast<unsigned>(right));
    if (!may_change_many(request, kind))
        throw storage::Error(storage::Fault::refused, "This cannot be done to many at once.");
}

}  // namespace

http::Response ask_to_change_many(const Records& records, const http::Request& request) {
    refuse_unless_may_change(records, request);
    if (!request.query.has(field_name)) return ask_which_field(records, request);
    return form_page(records, request, value_form(records, request));
}

http::Response change_many(const Records& records, const http::Request& request) {
    refuse_unless_may_change(records, request);
    const Language& language = Language::of(request);
    Form form = value_form(records, request);
    const storage::Typed typed = typed_of(request.form, items_of(form.groups));
    std::size_t done_to = 0;
    std::vector<std::string> left;
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            const storage::Read seen = write.seen_with(request.scope());
            save_chosen(seen, records.type, typed, request.form, [&] {
                Changing changing(write, records, request, typed);
                for (const storage::Id id : chosen_for_bulk(seen, records, request)) changing.change(id);
                changing.end();
                done_to = changing.done;
                left = std::move(changing.left);
            });
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(records, request, std::move(form), typed, error);
    }
    return done(request, list_behind_bulk(records, request),
                bulk_message(language, records.type.kind, "Changed", done_to, left), undo);
}

}  // namespace pages
