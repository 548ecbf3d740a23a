#include "pages/messages/mail_settings.h"

#include <algorithm>

#include "messages/outbox.h"
#include "office/messages/mail_settings.h"
#include "pages/frame/view.h"
#include "pages/records/simple_form.h"
#include "storage/values/number.h"

namespace pages {

using office::Mail_settings;
using storage::Control;
using storage::Read;

namespace {

constexpr std::string_view url = "/settings/mail";

std::vector<std::pair<std::string, std::string>> ways_of_encryption(const Language& language) {
    std::vector<std::pair<std::string, std::string>> ways;
    for (const storage::Option& option : options(office::Mail_security{}))
        ways.emplace_back(option.key, language.say(option.label));
    return ways;
}

Simple_form mail_form(const http::Request& request, bool has_password) {
    return {Language::of(request),
            {{.name = "server", .label = "Server", .hint = "Its name, for example “mail.example.org”"},
             {.name = "port", .label = "Port", .control = Control::number},
             {.name = "security",
              .label = "Encryption",
              .control = Control::select,
              .options = ways_of_encryption(Language::of(request))},
             {.name = "login", .label = "Login", .hint = "Empty when the server asks for none", .required = false},
             {.name = "password",
              .label = "Password",
              .control = Control::password,
              .autocomplete = "new-password",
              .hint = has_password ? "When left empty, the one that is there stays." : "",
              .required = false},
             {.name = "sender_name",
              .label = "Sender’s name",
              .hint = "When left empty: the name of the office",
              .required = false},
             {.name = "sender", .label = "Sender’s address", .control = Control::email},
             {.name = "authority",
              .label = "Certificate authority",
              .control = Control::textarea,
              .hint = "Of a server in your own network: its certificate as text (PEM). Otherwise empty.",
              .required = false}}};
}

std::string key_of(office::Mail_security security) {
    const auto all = options(security);
    return std::string(std::ranges::find(all, static_cast<std::uint8_t>(security), &storage::Option::number)->key);
}

void set_values(Simple_form& form, const Mail_settings& settings) {
    form.set("server", settings.server);
    form.set("port", std::to_string(settings.port));
    form.set("security", key_of(settings.security));
    form.set("login", settings.login);
    form.set("sender_name", settings.sender_name);
    form.set("sender", settings.sender.text);
    form.set("authority", settings.authority.text);
}

/// What was sent, as far as it can be read; what cannot goes to `errors`.
Mail_settings typed_settings(const http::Pairs& form, storage::Errors& errors) {
    Mail_settings settings;
    const auto read = [&]<class T>(std::string_view name, T& value) {
        const auto parsed = storage::Value<T>::parse(form.get(name));
        if (parsed)
            value = *parsed;
        else
            errors.emplace(name, parsed.error());
    };
    read("server", settings.server);
    read("port", settings.port);
    read("security", settings.security);
    read("login", settings.login);
    read("sender_name", settings.sender_name);
    read("sender", settings.sender);
    read("authority", settings.authority);
    settings.password.text = form.get("password");
    return settings;
}

// ---- what a test came to --------------------------------------------------------------------------------------------

std::string words_for(const Language& language, const office::Delivery& delivery, const std::string& to) {
    if (delivery.outcome == office::Delivery::sent)
        return language.say("The server took the e-mail. Look whether it arrives at {}.", {to});
    const auto all = options(delivery.problem);
    const auto at = std::ranges::find(all, static_cast<std::uint8_t>(delivery.problem), &storage::Option::number);
    return at == all.end() ? language.say("It was not sent.") : language.say(at->label) + ".";
}

void set_test(Data& data, const Language& language, const messages::Attempt& attempt, const std::string& to) {
    Data lines = list();
    for (const std::string& line : attempt.conversation) {
        Data one = object();
        one["conversation_line"] = text(line);
        append(lines, std::move(one));
    }
    Data test = object();
    const bool good = attempt.delivery.outcome == office::Delivery::sent;
    test["test_good"] = good;
    test["test_words"] = text(words_for(language, attempt.delivery, to));
    test["test_server_words"] = good || attempt.delivery.words.empty() ? Data(false) : text(attempt.delivery.words);
    test["test_conversation"] = std::move(lines);
    data["test"] = std::move(test);
}

// ---- the page -------------------------------------------------------------------------------------------------------

http::Response mail_page(const Site& site, const http::Request& request, const Simple_form& form, int status,
                         Data test = object()) {
    const auto settings = site.store.read([](const Read& read) { return office::mail_settings(read); });
    Data data = std::move(test);
    if (status != 200 || !data.get("test")) data["test"] = false;
    data["title"] = text(Language::of(request).say("Mail"));
    data["fields"] = form.fields();
    data["is_set_up"] = settings.has_value();
    data["mail_sender"] = settings ? text(settings->sender.text) : Data(false);
    form.set_errors(data);
    return page(site, request, "messages/mail_settings", std::move(data), status);
}

bool has_password(const std::optional<Mail_settings>& settings) { return settings && !settings->password.text.empty(); }

http::Response show_mail(const Site& site, const http::Request& request, Data test = object()) {
    const auto settings = site.store.read([](const Read& read) { return office::mail_settings(read); });
    Simple_form form = mail_form(request, has_password(settings));
    set_values(form, settings.value_or(Mail_settings{}));
    return mail_page(site, request, form, 200, std::move(test));
}

http::Response set_mail(const Site& site, const http::Request& request) {
    const auto before = site.store.read([](const Read& read) { return office::mail_settings(read); });
    Simple_form form = mail_form(request, has_password(before));
    form.keep(request.form);
    storage::Errors errors;
    const Mail_settings settings = typed_settings(request.form, errors);
    try {
        if (!errors.empty()) throw storage::Error(std::move(errors));
        site.store.write(actor_of(request), [&](storage::Write& write) { office::set_mail(write, settings); });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return mail_page(site, request, form, 422);
    }
    return done(request, std::string(url), Language::of(request).say("Saved"));
}

http::Response test_mail(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    std::string name;
    const auto settings = site.store.read([&](const Read& read) {
        auto found = office::mail_settings(read);
        if (found) name = office::sender_name(read, *found);
        return found;
    });
    if (!settings) return http::Response::see_other(std::string(url));
    const auto attempt =
        messages::send_test(*settings, name, language.say("Test of Clientbox"),
                            language.say("This e-mail shows that the box can send. Nobody needs to answer it."));
    Data data = object();
    set_test(data, language, attempt, settings->sender.text);
    return show_mail(site, request, std::move(data));
}

}  // namespace

std::vector<http::Route> mail_settings_routes(const Site& site) {
    using enum http::Method;
    const auto manage = needs(office::Right::manage_office);
    return {
        {get, std::string(url), manage, [&site](const auto& request) { return show_mail(site, request); }},
        {.method = post,
         .pattern = std::string(url),
         .access = manage,
         .handler = [&site](const http::Request& request) { return set_mail(site, request); },
         .judges_text = true},
        {post, std::string(url) + "/test", manage, [&site](const auto& request) { return test_mail(site, request); }}};
}

}  // namespace pages
