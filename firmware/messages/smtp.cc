#include "messages/smtp.h"

#include <curl/curl.h>
#include <netdb.h>

#include <algorithm>
#include <charconv>
#include <format>
#include <mutex>
#include <utility>

#include "messages/headers.h"
#include "office/clients/notes.h"
#include "storage/values/domain.h"

// What the GNU C library has, and its headers do not say: without it a static program loads libraries of the machine to look up a host.
extern "C" int __nss_configure_lookup(const char* database, const char* services);

namespace messages {

using office::Delivery;
using office::Letter;
using office::Mail_problem;
using office::Mail_security;

namespace {

constexpr long connect_seconds = 15;
constexpr long answer_seconds = 60;
constexpr const char* known_authorities = "/etc/ssl/certs/ca-certificates.crt";

void begin_curl() {
    static std::once_flag once;
    std::call_once(once, [] {
        __nss_configure_lookup("hosts", "files dns");
        curl_global_init(CURL_GLOBAL_DEFAULT);
    });
}

struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Mime = std::unique_ptr<curl_mime, Free>;

class List {
  public:
    void add(const std::string& line) {
        curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        if (list_ == nullptr) list_.reset(longer);  // appended to, it stays where it is
    }
    curl_slist* get() const { return list_.get(); }
    curl_slist* release() { return list_.release(); }

  private:
    std::unique_ptr<curl_slist, Free> list_;
};

// ---- the message ----------------------------------------------------------------------------------------------------

List headers_of(const Letter& letter) {
    List headers;
    headers.add("Date: " + header_date(letter.written));
    headers.add("From: " + header_address(letter.from_name, letter.from));
    headers.add("To: " + header_address(letter.to_name, letter.to));
    headers.add("Subject: " + header_text(letter.subject));
    headers.add(std::format("Message-ID: <{}>", letter.message_id));
    std::string references;
    for (const std::string& id : letter.references)
        references += std::format("{}<{}>", references.empty() ? "" : "\r\n ", id);
    if (!references.empty()) {
        headers.add(std::format("In-Reply-To: <{}>", letter.references.back()));
        headers.add("References: " + references);
    }
    headers.add("MIME-Version: 1.0");
    return headers;
}

/// Lines end as the wire wants them.
std::string with_wire_lines(std::string_view text) {
    std::string wire;
    for (const char c : text) {
        if (c == '\n') wire += '\r';
        if (c != '\r') wire += c;
    }
    return wire.ends_with("\r\n") ? wire : wire + "\r\n";
}

void add_text(curl_mime* mime, std::string_view text, const char* type) {
    curl_mimepart* part = curl_mime_addpart(mime);
    const std::string wire = with_wire_lines(text);
    curl_mime_data(part, wire.data(), wire.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "quoted-printable");
}

/// Where one that is being sent is read.
struct Reading {
    const Attachment* attachment;
    std::uint64_t at = 0;
};

std::size_t read_some(char* into, std::size_t size, std::size_t count, void* argument) {
    auto& reading = *static_cast<Reading*>(argument);
    try {
        const std::size_t got = reading.attachment->read(reading.at, {into, size * count});
        reading.at += got;
        return got;
    } catch (const std::exception&) {
        return CURL_READFUNC_ABORT;
    }
}

int go_to(void* argument, curl_off_t offset, int origin) {
    if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
    static_cast<Reading*>(argument)->at = static_cast<std::uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
}

void add_attachment(curl_mime* mime, const Attachment& attachment) {
    curl_mimepart* part = curl_mime_addpart(mime);
    curl_mime_data_cb(
        part, static_cast<curl_off_t>(attachment.file.size), read_some, go_to,
        [](void* reading) { delete static_cast<Reading*>(reading); }, new Reading{&attachment});
    curl_mime_type(part, attachment.file.type.c_str());
    curl_mime_encoder(part, "base64");
    List headers;
    headers.add("Content-Disposition: " + header_disposition(attachment.file.name));
    curl_mime_headers(part, headers.release(), 1);
}

/// Text and HTML to choose from, and what is attached behind them.
Mime mime_of(CURL* curl, const Letter& letter, const std::vector<Attachment>& attachments) {
    Mime alternatives(curl_mime_init(curl));
    add_text(alternatives.get(), letter.text.text, "text/plain; charset=utf-8");
    const std::string html =
        std::format("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{}</body></html>",
                    office::html_of(letter.text));
    add_text(alternatives.get(), html, "text/html; charset=utf-8");
    Mime whole(curl_mime_init(curl));
    curl_mimepart* first = curl_mime_addpart(whole.get());
    curl_mime_subparts(first, alternatives.release());
    curl_mime_type(first, "multipart/alternative");
    List inline_part;
    inline_part.add("Content-Disposition: inline");
    curl_mime_headers(first, inline_part.release(), 1);
    for (const Attachment& attachment : attachments) add_attachment(whole.get(), attachment);
    return whole;
}

// ---- what came of it ------------------------------------------------------------------------------------------------

int code_of(std::string_view answer) {
    int code = 0;
    const std::string_view digits = answer.substr(0, 3);
    std::from_chars(digits.begin(), digits.end(), code);
    return code;
}

/// RFC 1870 and RFC 3463: 5.2.3, 5.3.4; a full mailbox has the same code.
bool says_too_large(int code, std::string_view answer) {
    return answer.contains("5.3.4") || answer.contains("5.2.3") || (code == 552 && !answer.contains("5.2.2"));
}

Mail_problem refused(const Conversation& conversation, int code) {
    if (says_too_large(code, conversation.last_answer())) return Mail_problem::too_large;
    switch (conversation.step()) {
    case Conversation::login: return Mail_problem::login;
    case Conversation::sender: return Mail_problem::sender;
    case Conversation::recipient: return Mail_problem::recipient;
    default: return Mail_problem::refused;
    }
}

Mail_problem problem_of(CURLcode code) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return Mail_problem::no_such_server;
    case CURLE_COULDNT_CONNECT: return Mail_problem::no_connection;
    case CURLE_OPERATION_TIMEDOUT: return Mail_problem::no_answer;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR: return Mail_problem::no_encryption;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE: return Mail_problem::certificate;
    case CURLE_LOGIN_DENIED: return Mail_problem::login;
    case CURLE_READ_ERROR: return Mail_problem::no_file;
    case CURLE_ABORTED_BY_CALLBACK: return Mail_problem::stopped;
    default: return Mail_problem::broken_off;
    }
}

bool is_about_the_message(Conversation::Step step) {
    return step == Conversation::sender || step == Conversation::recipient || step == Conversation::data ||
           step == Conversation::body;
}

Delivery delivery_of(CURLcode code, const Conversation& conversation, const char* words) {
    if (code == CURLE_OK) return {.outcome = Delivery::sent, .words = conversation.last_answer()};
    if (conversation.waits_for_answer())
        return {.outcome = Delivery::unclear, .problem = problem_of(code), .words = words};
    const int answer = code_of(conversation.last_answer());
    const bool is_answer = answer >= 400 && code != CURLE_OPERATION_TIMEDOUT && code != CURLE_ABORTED_BY_CALLBACK;
    if (!is_answer)
        return {.outcome = code == CURLE_READ_ERROR ? Delivery::failed : Delivery::later,
                .problem = problem_of(code),
                .words = words};
    const bool for_good = answer >= 500 && is_about_the_message(conversation.step());
    const Mail_problem problem =
        code == CURLE_USE_SSL_FAILED ? Mail_problem::no_encryption : refused(conversation, answer);
    return {.outcome = for_good ? Delivery::failed : Delivery::later,
            .problem = problem,
            .words = conversation.last_answer()};
}

int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* argument) {
    auto& conversation = *static_cast<Conversation*>(argument);
    const std::string_view bytes(data, size);
    switch (type) {
    case CURLINFO_HEADER_OUT: conversation.box_said(bytes); break;
    case CURLINFO_HEADER_IN: conversation.server_said(bytes); break;
    case CURLINFO_DATA_OUT: conversation.sent(bytes); break;
    case CURLINFO_TEXT: conversation.note(bytes); break;
    default: break;
    }
    return 0;
}

int ask_whether_to_stop(void* argument, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return (*static_cast<const std::function<bool()>*>(argument))() ? 1 : 0;
}

}  // namespace

struct Smtp::State {
    std::unique_ptr<CURL, Free> curl;
    office::Mail_settings settings;
    std::function<bool()> stopping;

    void set_server(const std::string& own_name) const;
    void set_login() const;
};

void Smtp::State::set_server(const std::string& own_name) const {
    const bool from_the_start = settings.security == Mail_security::tls;
    const bool is_v6 = settings.server.contains(':') && !settings.server.starts_with('[');
    const std::string host = is_v6 ? "[" + settings.server + "]" : storage::ascii_host(settings.server);
    const std::string url =
        std::format("{}://{}:{}/{}", from_the_start ? "smtps" : "smtp", host, settings.port, own_name);
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const bool encrypted = settings.security != Mail_security::none;
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(curl.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const std::string& authority = settings.authority.text;
    curl_blob blob{const_cast<char*>(authority.data()), authority.size(), CURL_BLOB_COPY};
    if (authority.empty())
        curl_easy_setopt(curl.get(), CURLOPT_CAINFO, known_authorities);
    else
        curl_easy_setopt(curl.get(), CURLOPT_CAINFO_BLOB, &blob);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, answer_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_LOW_SPEED_TIME, answer_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
}

void Smtp::State::set_login() const {
    if (settings.login.empty()) return;
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, settings.login.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, settings.password.text.c_str());
}

Smtp::Smtp(const office::Mail_settings& settings, std::function<bool()> stopping) {
    begin_curl();
    state_ = std::make_unique<State>(std::unique_ptr<CURL, Free>(curl_easy_init()), settings, std::move(stopping));
    if (!state_->curl) throw std::bad_alloc();
}

Smtp::~Smtp() = default;

Attempt Smtp::send(const Letter& letter, const std::vector<Attachment>& attachments) {
    CURL* curl = state_->curl.get();
    Conversation conversation;
    curl_easy_reset(curl);  // of what was set; the connection stays
    const std::string from = wire_address(letter.from);
    state_->set_server(from.substr(from.rfind('@') + 1));
    state_->set_login();
    std::array<char, CURL_ERROR_SIZE> words{};
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words.data());
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &conversation);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, ask_whether_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state_->stopping);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, std::format("<{}>", from).c_str());
    List recipients;
    recipients.add(std::format("<{}>", wire_address(letter.to)));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    const List headers = headers_of(letter);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    const Mime mime = mime_of(curl, letter, attachments);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());

    const CURLcode code = curl_easy_perform(curl);
    Attempt attempt{.delivery = delivery_of(code, conversation, words.data()),
                    .reached = code == CURLE_OK || is_about_the_message(conversation.step()),
                    .conversation = conversation.lines()};
    curl_easy_reset(curl);  // nothing of what is gone now stays set
    return attempt;
}

}  // namespace messages
