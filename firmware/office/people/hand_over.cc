#include "office/people/hand_over.h"

#include "office/people/users.h"
#include "office/records/among.h"
#include "office/records/kind.h"
#include "office/records/save.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Id;

namespace {

/// By which a record is somebody's work; null when it is nobody's.
const storage::Column* assignee_of(const storage::Record_type& type) {
    const storage::Column* column = type.kind.internal ? nullptr : type.column("assignee");
    return column != nullptr && column->refers_to == User::kind.number && column->indexed() ? column : nullptr;
}

void hand_over(storage::Write& write, const std::vector<In_hand>& all, Ref<User> to) {
    for (const In_hand& some : all) {
        Saver saver(write, *some.type);
        for (const Id id : some.ids)
            saver.save(id, write.get(*some.type, id).revision, {{"assignee", std::to_string(to.id)}}, References::ids);
    }
}

}  // namespace

std::vector<In_hand> in_hand(const storage::Read& read, Ref<User> user) {
    std::vector<In_hand> all;
    for (const Kind_row& row : kinds()) {
        const storage::Column* column = assignee_of(*row.type);
        if (column == nullptr) continue;
        std::vector<Id> ids = read.ids_with(row.type->kind.number, column->tag,
                                            storage::key_of_reference(*column, User::kind.number, user.id));
        if (const auto is_over = among_others(row.type->kind.number).is_over; is_over != nullptr)
            std::erase_if(ids, [&](Id id) { return is_over(read.get(*row.type, id)); });
        if (!ids.empty()) all.push_back({row.type, std::move(ids)});
    }
    return all;
}

void disable(storage::Write& write, Ref<User> ref, Ref<User> to) {
    const User user = write.get(ref);
    if (user.id == write.actor().user) throw Error(Fault::refused, "You cannot disable yourself.");
    if (to && (to == ref || !takes_work(write, to.id))) throw Error(Errors{{"to", "cannot be given work"}});
    write.doing("disable");
    if (to) {
        const std::vector<In_hand> all = in_hand(write, ref);
        std::size_t count = 0;
        for (const In_hand& some : all) count += some.ids.size();
        if (count > most_handed_over)
            throw Error(Fault::refused, "This is too much at once. Hand it over from the lists.");
        hand_over(write, all, to);
    }
    save(write, storage::record_type<User>(), user.id, user.revision, {{"disabled", "yes"}}, References::names);
}

}  // namespace office
