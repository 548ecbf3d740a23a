#include "office/people/second_factor.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "office/people/accounts.h"
#include "office/people/events.h"
#include "office/people/full_disk.h"
#include "office/people/recent.h"
#include "office/people/secrets.h"
#include "office/people/throttle.h"
#include "office/people/totp.h"

namespace office {

using storage::Error;
using storage::Errors;
using storage::Fault;
using storage::Read;
using storage::Store;
using storage::Write;

namespace {

Throttle& codes() {
    static Throttle throttle;
    return throttle;
}

Error is_wrong(std::string_view field) { return Error(Errors{{std::string(field), "is wrong"}}); }

std::optional<Second_factor> factor_of(const Read& read, Ref<User> user) {
    return read.first<&Second_factor::user>(user);
}

std::optional<Second_factor> working_factor(const Read& read, Ref<User> user) {
    auto factor = factor_of(read, user);
    return factor && factor->on ? std::move(factor) : std::nullopt;
}

/// People copy codes with spaces, and type them in capitals.
std::string plain(std::string_view typed) {
    std::string code;
    for (const char letter : typed) {
        if (letter >= 'A' && letter <= 'Z') code += static_cast<char>(letter - 'A' + 'a');
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) code += letter;
    }
    return code;
}

std::vector<std::string> unused(const Second_factor& factor) {
    std::vector<std::string> hashes;
    for (const auto one : std::views::split(factor.recovery.text, ' '))
        if (!one.empty()) hashes.emplace_back(std::string_view(one));
    return hashes;
}

Secret joined(const std::vector<std::string>& hashes) {
    Secret all;
    for (const std::string& hash : hashes) all.text += (all.text.empty() ? "" : " ") + hash;
    return all;
}

std::vector<std::string> make_codes(Second_factor& factor) {
    std::vector<std::string> made, hashes;
    while (made.size() < recovery_codes) {
        made.push_back(new_typed_secret());
        hashes.push_back(stored_form(plain(made.back())).text);
    }
    factor.recovery = joined(hashes);
    return made;
}

void store_factor(Write& write, Second_factor& factor) {
    if (factor.id == 0)
        write.create(factor);
    else
        write.update(factor);
}

/// False when that code, or a later one, worked before; also while the store takes nothing.
bool is_first_use(const Store& store, const Second_factor& factor, std::int64_t step) {
    static Recent<std::int64_t> used(1'000);
    bool first = step > factor.last_step;
    used.change(store.folder().string() + '\n' + factor.key.text, [&](std::int64_t& last) {
        first = first && step > last;
        if (first) last = step;
    });
    return first;
}

void keep_step(Store& store, const User& user, std::int64_t step) {
    try {
        store.write({user.id, user.name}, [&](Write& write) {
            auto factor = factor_of(write, {user.id});
            if (!factor || factor->last_step >= step) return;
            factor->last_step = step;
            write.update(*factor);
        });
    } catch (const Error& error) {
        if (!is_no_room(error)) throw;
    }
}

bool use_app_code(Store& store, const User& user, const Second_factor& factor, const std::string& code, Moment now) {
    const auto step = step_of_code(from_base32(factor.key.text), code, now);
    if (!step || !is_first_use(store, factor, *step)) return false;
    keep_step(store, user, *step);
    return true;
}

bool use_recovery_code(Store& store, const User& user, const std::string& code, std::string_view address) {
    const std::string hash = stored_form(code).text;
    return store.write({user.id, user.name}, [&](Write& write) {
        auto factor = working_factor(write, {user.id});
        if (!factor) return false;
        std::vector<std::string> left = unused(*factor);
        if (std::erase(left, hash) == 0) return false;
        factor->recovery = joined(left);
        write.update(*factor);
        record(write, {.what = Happening::recovery_used,
                       .user = {user.id},
                       .who = user.name,
                       .address = std::string(address),
                       .detail = std::to_string(left.size())});
        return true;
    });
}

bool takes(Store& store, const User& user, const Second_factor& factor, std::string_view typed,
           std::string_view address, Moment now) {
    const std::string code = plain(typed);
    constexpr std::size_t digits = 6;
    if (code.size() == digits) return use_app_code(store, user, factor, code, now);
    const bool may_be_one = std::ranges::contains(unused(factor), stored_form(code).text);
    return may_be_one && use_recovery_code(store, user, code, address);
}

/// Runs one counted try; `right` says whether the code is.
void try_code(Store& store, const User& user, std::string_view field, std::string_view address,
              std::string_view browser, Moment now, const std::function<bool()>& right) {
    const auto tell = [&](Happening what) {
        note(store, {.what = what, .user = {user.id}, .who = user.name, .address = std::string(address)});
    };
    try {
        Throttle::Try attempt(codes(), {std::format("{}\n{}\n{}", store.folder().string(), user.id, browser)}, now);
        if (right()) return attempt.succeeded();
    } catch (const Error& error) {
        if (error.fault() == Fault::too_many) tell(Happening::locked_out);
        throw;
    }
    tell(Happening::wrong_code);
    throw is_wrong(field);
}

}  // namespace

bool has_second_factor(const Read& read, Ref<User> user) { return working_factor(read, user).has_value(); }

std::string begun_key(const Read& read, Ref<User> user) {
    const auto factor = factor_of(read, user);
    return factor && !factor->on ? factor->key.text : std::string{};
}

std::size_t recovery_codes_left(const Read& read, Ref<User> user) {
    const auto factor = working_factor(read, user);
    return factor ? unused(*factor).size() : 0;
}

void begin_second_factor(Write& write, Ref<User> user) {
    Second_factor factor = factor_of(write, user).value_or(Second_factor{});
    if (factor.on) throw Error(Fault::refused, "There is a second factor already.");
    factor.user = user;
    factor.key = {base32(new_totp_key())};
    store_factor(write, factor);
}

std::vector<std::string> turn_on_second_factor(Store& store, Ref<User> ref, std::string_view typed,
                                               std::string_view address, Moment now) {
    const auto [user, begun] =
        store.read([&](const Read& read) { return std::pair(read.get(ref), factor_of(read, ref)); });
    if (!begun || begun->on) throw Error(Fault::refused, "Begin with setting it up.");
    std::int64_t step = 0;
    try_code(store, user, "code", address, "", now, [&] {
        const auto found = step_of_code(from_base32(begun->key.text), plain(typed), now);
        step = found.value_or(0);
        return found && is_first_use(store, *begun, *found);
    });
    return store.write({user.id, user.name}, [&](Write& write) {
        auto factor = factor_of(write, ref);
        if (!factor || factor->on || factor->key != begun->key) throw is_wrong("code");
        factor->on = true;
        factor->last_step = step;
        auto made = make_codes(*factor);
        write.update(*factor);
        record(write, {.what = Happening::factor_on, .user = ref, .address = std::string(address)});
        return made;
    });
}

std::vector<std::string> new_recovery_codes(Write& write, Ref<User> user, std::string_view address) {
    auto factor = working_factor(write, user);
    if (!factor) throw Error(Fault::refused, "There is no second factor.");
    auto made = make_codes(*factor);
    write.update(*factor);
    record(write, {.what = Happening::codes_made, .user = user, .address = std::string(address)});
    return made;
}

void turn_off_second_factor(Store& store, Ref<User> ref, std::string_view password, std::string_view code,
                            std::string_view address, Moment now) {
    const User user = check_present_password(store, ref, password, "old_password", address, now);
    use_code(store, ref, code, "code", address, "", now);
    store.write({user.id, user.name}, [&](Write& write) {
        if (const auto factor = factor_of(write, ref)) write.erase(Ref<Second_factor>{factor->id});
        record(write, {.what = Happening::factor_off, .user = ref, .address = std::string(address)});
    });
}

bool reset_second_factor(Write& write, Ref<User> user) {
    const auto factor = factor_of(write, user);
    if (!factor) return false;
    write.erase(Ref<Second_factor>{factor->id});
    if (factor->on) record(write, {.what = Happening::factor_reset, .user = user, .by = write.actor().name});
    return factor->on;
}

void use_code(Store& store, Ref<User> ref, std::string_view typed, std::string_view field, std::string_view address,
              std::string_view browser, Moment now) {
    const auto [user, factor] =
        store.read([&](const Read& read) { return std::pair(read.get(ref), working_factor(read, ref)); });
    if (!factor) throw is_wrong(field);
    try_code(store, user, field, address, browser, now,
             [&] { return takes(store, user, *factor, typed, address, now); });
}

}  // namespace office
