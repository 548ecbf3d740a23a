#include "office/people/tokens.h"

#include <algorithm>
#include <ranges>

#include "office/people/events.h"
#include "office/people/secrets.h"
#include "office/records/kind.h"
#include "storage/values/card_number.h"
#include "storage/words.h"

namespace office {

using storage::Errors;
using storage::Id;
using storage::Moment;
using storage::Read;
using storage::Ref;
using storage::Store;
using storage::Write;

namespace {

constexpr std::chrono::minutes stored_every{5};
constexpr std::chrono::days without_end{365};  ///< of older versions

Moment operator+(Moment moment, std::chrono::milliseconds time) { return {moment.milliseconds + time.count()}; }

/// Null when there is none that people know.
const storage::Record_type* type_named(std::string_view name) {
    for (const Kind_row& row : kinds())
        if (row.type->kind.name == name && !row.type->kind.internal) return row.type;
    return nullptr;
}

Errors wrong_in(const Read& read, Ref<User> user, const New_token& wanted) {
    Errors errors;
    if (storage::trimmed(wanted.label).empty()) errors.emplace("label", storage::is_required);
    if (const auto why = storage::never_kept(wanted.label); !why.empty()) errors.emplace("label", std::string(why));
    if (wanted.works_for < std::chrono::days{1} || wanted.works_for > longest_token)
        errors.emplace("works_for", "must be a number from 1 to 730");
    if (!std::ranges::all_of(wanted.kinds, type_named)) errors.emplace("kinds", "is not one of the choices");
    if (read.where<&Token::user>(user).size() >= most_tokens)
        errors.emplace("label", "cannot be one more: take back tokens that nobody uses");
    return errors;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
    return text;
}

bool is_over(const Token& token, Moment now) { return now >= end_of(token); }

/// Nobody waits for it.
void store_use(Store& store, Id id, std::string address, Moment now) {
    store.write_later({}, [id, address = std::move(address), now](Write& write) {
        auto token = write.find<Token>(id);
        if (!token || (token->last_address == address && now < token->last_used + stored_every)) return;
        const bool elsewhere = token->last_address != address;
        token->last_used = now;
        token->last_address = address;
        write.update(*token);
        if (elsewhere)
            record(write, {.what = Happening::token_new_address,
                           .user = token->user,
                           .address = address,
                           .detail = token->label});
    });
}

}  // namespace

std::string make_token(Write& write, Ref<User> user, const New_token& wanted) {
    if (Errors errors = wrong_in(write, user, wanted); !errors.empty()) throw storage::Error(std::move(errors));
    std::string secret = new_secret();
    Token token;
    token.token = stored_form(secret);
    token.user = user;
    token.label = shortened(storage::trimmed(wanted.label), 200);
    token.ends = write.now() + wanted.works_for;
    token.access = wanted.access;
    token.kinds = joined(wanted.kinds);
    write.create(token);
    record(write, {.what = Happening::token_made, .user = user, .address = wanted.address, .detail = token.label});
    return secret;
}

void end_token(Write& write, const Token& token) {
    write.erase(Ref<Token>{token.id});
    record(write, {.what = Happening::token_ended, .user = token.user, .detail = token.label});
}

void end_tokens(Write& write, Ref<User> user) {
    for (const Id id : write.where<&Token::user>(user)) end_token(write, write.get<Token>(id));
}

Moment end_of(const Token& token) { return token.ends == Moment{} ? token.created + without_end : token.ends; }

std::vector<std::uint8_t> kinds_of(const Token& token) {
    std::vector<std::uint8_t> numbers;
    if (token.kinds.empty()) return numbers;
    for (const auto name : std::views::split(token.kinds, ',')) {
        const auto* type = type_named(std::string_view(name));
        numbers.push_back(type == nullptr ? std::uint8_t{0} : type->kind.number);  // 0: of a newer version, for nothing
    }
    return numbers;
}

bool may_change(const Token& token) { return token.access != Token_access::read; }

std::vector<Token> tokens_of(const Read& read, Ref<User> user) {
    const auto& type = storage::record_type<Token>();
    const storage::List all{.tag = storage::index_tag::created, .descending = true, .limit = 1'000};
    const auto ids = user ? read.where<&Token::user>(user) : read.select(type, all).ids;
    std::vector<Token> tokens;
    for (const Id id : ids) tokens.push_back(read.get<Token>(id));
    std::ranges::sort(tokens, std::greater{}, &Token::id);
    return tokens;
}

std::optional<Program> identify_token(Store& store, std::string_view secret, std::string_view from, Moment now) {
    auto program = store.read([&](const Read& read) -> std::optional<Program> {
        auto token = read.first<&Token::token>(stored_form(secret));
        if (!token || is_over(*token, now)) return std::nullopt;
        auto user = read.find(token->user);
        if (!user || user->disabled) return std::nullopt;
        Viewer viewer = viewer_of(read, *user, *token);
        return Program{std::move(*user), std::move(*token), std::move(viewer)};
    });
    if (!program) return std::nullopt;
    const Token& token = program->token;
    std::string address = shortened(from, 200);
    if (token.last_address != address || now >= token.last_used + stored_every)
        store_use(store, token.id, std::move(address), now);
    return program;
}

}  // namespace office
