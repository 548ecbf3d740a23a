#include "support/mail_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "http/transport/certificate.h"
#include "storage/digest.h"

namespace support {

namespace {

struct Tls {
    http::Certificate authority, server;
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());

    Tls() {
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        authority = http::make_authority("Test", now);
        server = http::make_server_certificate(authority, {"localhost", "127.0.0.1"}, now);
        BIO* bio = BIO_new_mem_buf(server.certificate.data(), static_cast<int>(server.certificate.size()));
        X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_certificate(context, certificate);
        X509_free(certificate);
        BIO_free(bio);
        bio = BIO_new_mem_buf(server.key.data(), static_cast<int>(server.key.size()));
        EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
        SSL_CTX_use_PrivateKey(context, key);
        EVP_PKEY_free(key);
        BIO_free(bio);
    }
    ~Tls() { SSL_CTX_free(context); }
    Tls(const Tls&) = delete;
    Tls& operator=(const Tls&) = delete;
};

/// The socket, with TLS from some moment on.
class Line {
  public:
    explicit Line(int socket)
        : socket_(socket) {}
    ~Line() {
        if (ssl_ != nullptr) SSL_free(ssl_);
        shutdown(socket_, SHUT_RDWR);
        close(socket_);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    bool begin_tls(SSL_CTX* context) {
        ssl_ = SSL_new(context);
        SSL_set_fd(ssl_, socket_);
        return SSL_accept(ssl_) == 1;
    }
    void say(const std::string& text) {
        const std::string line = text + "\r\n";
        if (ssl_ != nullptr)
            SSL_write(ssl_, line.data(), static_cast<int>(line.size()));
        else
            static_cast<void>(send(socket_, line.data(), line.size(), MSG_NOSIGNAL));
    }
    /// Nothing at the end of the connection.
    std::optional<std::string> next() {
        for (;;) {
            if (const auto end = pending_.find("\r\n"); end != std::string::npos) {
                std::string line = pending_.substr(0, end);
                pending_.erase(0, end + 2);
                return line;
            }
            char bytes[16384];
            const auto count = ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof bytes)
                                               : static_cast<int>(recv(socket_, bytes, sizeof bytes, 0));
            if (count <= 0) return std::nullopt;
            pending_.append(bytes, static_cast<std::size_t>(count));
        }
    }

  private:
    int socket_;
    SSL* ssl_ = nullptr;
    std::string pending_;
};

std::string within_brackets(const std::string& line) {
    const auto begin = line.find('<'), end = line.find('>');
    return begin == std::string::npos || end < begin ? "" : line.substr(begin + 1, end - begin - 1);
}

}  // namespace

struct Mail_server::State {
    Settings settings;
    std::optional<Tls> own_tls;
    int listener = -1;
    int port = 0;
    mutable std::mutex mutex;
    std::vector<Received_mail> received;
    std::list<int> open;
    std::vector<std::thread> threads;
    std::atomic<std::size_t> connections{0};
    std::atomic<bool> stopping{false};
    std::thread accepting;

    std::optional<std::string> answer_at(const std::string& step) const {
        const std::lock_guard lock(mutex);
        const auto at = settings.answers.find(step);
        return at == settings.answers.end() ? std::nullopt : std::optional(at->second);
    }
    /// False: the connection is over.
    bool say(Line& line, const std::string& step, const std::string& usual) const {
        if (settings.reached) settings.reached(step);
        const auto other = answer_at(step);
        if (other && other->empty()) return false;
        line.say(other.value_or(usual));
        return true;
    }
    void accept_all();
    void serve(int socket);
    bool log_in(Line& line, const std::string& command) const;
    bool take(Line& line, Received_mail& mail);
    std::string capabilities(bool encrypted) const;
};

std::string Mail_server::State::capabilities(bool encrypted) const {
    std::string lines = "250-test\r\n";
    if (settings.security == starttls && !encrypted) lines += "250-STARTTLS\r\n";
    if (!settings.login.empty() && (settings.security == none || encrypted)) lines += "250-AUTH PLAIN LOGIN\r\n";
    return lines + "250 8BITMIME";
}

bool Mail_server::State::log_in(Line& line, const std::string& command) const {
    std::string proof = command.size() > 11 ? command.substr(11) : "";
    if (proof.empty()) {
        line.say("334 ");
        proof = line.next().value_or("");
    }
    const std::string wanted = std::string(1, '\0') + settings.login + std::string(1, '\0') + settings.password;
    const bool good = storage::from_base64(proof) == wanted;
    return say(line, "AUTH", good ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong login or password");
}

bool Mail_server::State::take(Line& line, Received_mail& mail) {
    const auto other = answer_at("DATA");
    if (!say(line, "DATA", "354 Go on")) return false;
    if (other) return true;
    for (auto text = line.next(); text; text = line.next()) {
        if (*text == ".") {
            const auto answer = answer_at(".");
            // One that answers nothing has taken it all the same: the worst that can happen.
            if (!answer || answer->empty() || answer->starts_with('2')) {
                const std::lock_guard lock(mutex);
                received.push_back(mail);
            }
            return say(line, ".", "250 2.0.0 Queued as 1");
        }
        mail.message += (text->starts_with('.') ? text->substr(1) : *text) + "\r\n";
    }
    return false;
}

void Mail_server::State::serve(int socket) {
    Line line(socket);
    bool encrypted = settings.security == tls;
    if (encrypted && !line.begin_tls(own_tls->context)) return;
    if (!say(line, "greeting", "220 test ESMTP")) return;
    Received_mail mail;
    for (auto command = line.next(); command; command = line.next()) {
        bool goes_on = true;
        if (command->starts_with("EHLO")) {
            goes_on = say(line, "EHLO", capabilities(encrypted));
        } else if (*command == "STARTTLS") {
            goes_on = say(line, "STARTTLS", "220 Go on") && !answer_at("STARTTLS") && line.begin_tls(own_tls->context);
            encrypted = true;
        } else if (command->starts_with("AUTH PLAIN")) {
            goes_on = log_in(line, *command);
        } else if (command->starts_with("MAIL FROM")) {
            mail = {.from = within_brackets(*command), .to = {}, .message = {}};
            goes_on = say(line, "MAIL", "250 2.1.0 Ok");
        } else if (command->starts_with("RCPT TO")) {
            mail.to = within_brackets(*command);
            goes_on = say(line, "RCPT", "250 2.1.5 Ok");
        } else if (*command == "DATA") {
            goes_on = take(line, mail);
        } else if (*command == "QUIT") {
            line.say("221 Bye");
            goes_on = false;
        } else {
            line.say("250 Ok");
        }
        if (!goes_on) return;
    }
}

void Mail_server::State::accept_all() {
    for (;;) {
        const int socket = accept(listener, nullptr, nullptr);
        if (socket < 0 || stopping) {
            if (socket >= 0) close(socket);
            return;
        }
        ++connections;
        const std::lock_guard lock(mutex);
        open.push_back(dup(socket));
        threads.emplace_back([this, socket] { serve(socket); });
    }
}

Mail_server::Mail_server()
    : Mail_server(Settings{}) {}

Mail_server::Mail_server(Settings settings)
    : state_(std::make_unique<State>()) {
    state_->settings = std::move(settings);
    if (state_->settings.security != none) state_->own_tls.emplace();
    state_->listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(state_->listener, generic, size) != 0 || ::listen(state_->listener, 16) != 0)
        throw std::runtime_error("no port for the mail server");
    getsockname(state_->listener, generic, &size);
    state_->port = ntohs(address.sin_port);
    state_->accepting = std::thread([this] { state_->accept_all(); });
}

Mail_server::~Mail_server() {
    state_->stopping = true;
    shutdown(state_->listener, SHUT_RDWR);
    state_->accepting.join();
    close(state_->listener);
    for (const int socket : state_->open) {
        shutdown(socket, SHUT_RDWR);
        close(socket);
    }
    for (std::thread& thread : state_->threads) thread.join();
}

int Mail_server::port() const { return state_->port; }

void Mail_server::answer(const std::string& step, const std::string& with) {
    const std::lock_guard lock(state_->mutex);
    state_->settings.answers[step] = with;
}

void Mail_server::answer_as_usual() {
    const std::lock_guard lock(state_->mutex);
    state_->settings.answers.clear();
}

std::vector<Received_mail> Mail_server::received() const {
    const std::lock_guard lock(state_->mutex);
    return state_->received;
}

std::size_t Mail_server::connections() const { return state_->connections; }

std::string Mail_server::authority() const { return state_->own_tls ? state_->own_tls->authority.certificate : ""; }

}  // namespace support
