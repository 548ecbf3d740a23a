#include "office/rules.h"

#include <algorithm>
#include <format>
#include <optional>

#include "office/accounts.h"
#include "office/contacts.h"
#include "office/custom_fields.h"
#include "office/import.h"
#include "office/note.h"
#include "office/session.h"

namespace office {

using storage::Custom_field;
using storage::Error;
using storage::Fault;
using storage::Id;
using storage::Raw;
using storage::Read;
using storage::Write;

namespace {

// Contacts: a client's primary contact stays one of its contacts.

bool is_primary(const Read& read, Ref<Client> client, Id contact) {
    const auto found = read.find(client);
    return found && found->primary_contact.id == contact;
}

void judge(Write& write, const Contact* before, Contact& contact, Errors& errors) {
    if (before == nullptr) return;
    for (const Ref<Client> client : before->clients)
        if (!std::ranges::contains(contact.clients, client) && is_primary(write, client, before->id))
            errors.emplace("clients", "must stay: choose another primary contact for that client first");
}

void follow(Write& write, const Contact& contact) { fill_primary(write, contact); }

void before_erase(Write& write, const Contact& contact) {
    if (!write.where<&Client::primary_contact>(Ref<Contact>{contact.id}, 1).empty())
        throw Error(Fault::refused, "This is a client's primary contact. Choose another one there first.");
}

// Notes: only the author or an admin changes or erases one.

void refuse_others(const Write& write, const Note& note) {
    if (!is_admin(write, write.actor()) && note.author.id != write.actor().user)
        throw Error(Fault::refused, "Only its author or an administrator changes or deletes a note.");
}

void judge(Write& write, const Note* before, Note& note, Errors&) {
    if (before != nullptr) return refuse_others(write, *before);
    if (write.has(User::kind.number, write.actor().user)) note.author = {write.actor().user};
}

void before_erase(Write& write, const Note& note) { refuse_others(write, note); }

// Users: somebody can always sign in as an administrator.

bool is_working_admin(const User& user) {
    return user.role == Role::admin && !user.disabled && !user.password.text.empty();
}

bool is_last_admin(const Read& read, const User& user) {
    if (!is_working_admin(user)) return false;
    return std::ranges::none_of(read.where<&User::role>(Role::admin),
                                [&](Id id) { return id != user.id && is_working_admin(read.get<User>(id)); });
}

void judge(Write& write, const User* before, User& user, Errors& errors) {
    if (before == nullptr || is_working_admin(user) || !is_last_admin(write, *before)) return;
    if (user.disabled) errors.emplace("disabled", "is not possible for the last administrator");
    if (user.role != Role::admin) errors.emplace("role", "must stay: this is the last administrator");
}

void follow(Write& write, const User& user) {
    if (!user.disabled) return;
    end_sessions(write, {user.id});
    end_tokens(write, {user.id});
}

void before_erase(Write& write, const User& user) {
    if (user.id == write.actor().user) throw Error(Fault::refused, "You cannot delete yourself.");
    if (is_last_admin(write, user)) throw Error(Fault::refused, "The last administrator cannot be deleted.");
    if (!write.where<&Note::author>(Ref<User>{user.id}, 1).empty())
        throw Error(Fault::refused, "This user wrote notes and has to stay. Disable the user instead.");
}

// Custom fields: values that are there stay readable.

void judge(Write& write, const Custom_field* before, Custom_field& field, Errors& errors) {
    if (before == nullptr) return name_and_place(write, field);
    if (before->type != field.type && values_of(write, *before) > 0)
        errors.emplace("type", "cannot change: clients have values in this field");
    for (const std::string& choice : before->choice_list())
        if (!std::ranges::contains(field.choice_list(), choice) && is_chosen(write, *before, choice))
            errors.emplace("choices", std::format("must keep “{}”: clients have it", choice));
}

void before_erase(Write& write, const Custom_field& field) { take_out_values(write, field); }

// One row for each kind.

template <class Record> void apply(Write& write, const Raw* stored, std::string& fields, Errors& errors) {
    std::optional<Record> before;
    if (stored != nullptr) before = Read::typed<Record>(*stored);
    Record record = storage::decode_fields<Record>(fields);
    if (before) record.id = before->id;
    judge(write, before ? &*before : nullptr, record, errors);
    fields = encode_fields(record);
}

template <class Record> void follow_up(Write& write, const Raw& saved) { follow(write, Read::typed<Record>(saved)); }

template <class Record> void prepare(Write& write, const Raw& stored) {
    before_erase(write, Read::typed<Record>(stored));
}

void never_typed(Write&, const Raw*, std::string&, Errors&) {
    throw Error(Fault::refused, "These records are made by the program and cannot be changed.");
}

struct Rules {
    std::uint8_t kind;
    void (*apply)(Write&, const Raw* stored, std::string& fields, Errors&);
    void (*follow)(Write&, const Raw& saved);
    void (*prepare_erase)(Write&, const Raw& stored);
};

constexpr Rules none{0, nullptr, nullptr, nullptr};

constexpr std::array table{
    Rules{Contact::kind.number, apply<Contact>, follow_up<Contact>, prepare<Contact>},
    Rules{Note::kind.number, apply<Note>, nullptr, prepare<Note>},
    Rules{User::kind.number, apply<User>, follow_up<User>, prepare<User>},
    Rules{Custom_field::kind.number, apply<Custom_field>, nullptr, prepare<Custom_field>},
    Rules{Session::kind.number, never_typed, nullptr, nullptr},
    Rules{Token::kind.number, never_typed, nullptr, nullptr},
    Rules{Import::kind.number, never_typed, nullptr, nullptr},
};

const Rules& rules_of(const storage::Record_type& type) {
    const auto row = std::ranges::find(table, type.kind.number, &Rules::kind);
    return row == table.end() ? none : *row;
}

}  // namespace

void apply_rules(Write& write, const storage::Record_type& type, const Raw* stored, std::string& fields,
                 Errors& errors) {
    if (const auto rule = rules_of(type).apply) rule(write, stored, fields, errors);
}

void follow_rules(Write& write, const storage::Record_type& type, const Raw& saved) {
    if (const auto rule = rules_of(type).follow) rule(write, saved);
}

void prepare_erase(Write& write, const storage::Record_type& type, const Raw& stored) {
    if (const auto rule = rules_of(type).prepare_erase) rule(write, stored);
}

bool is_admin(const Read& read, const storage::Actor& actor) {
    if (actor.user == 0) return true;
    const auto user = read.find<User>(actor.user);
    return user && user->role == Role::admin && !user->disabled;
}

}  // namespace office
