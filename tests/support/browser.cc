#include "support/browser.h"

#include <format>

namespace support {

std::string csrf_in(const std::string& page) {
    constexpr std::string_view mark = "name=\"csrf\" value=\"";
    const auto at = page.rfind(mark);
    if (at == std::string::npos) return {};
    const auto begin = at + mark.size();
    return page.substr(begin, page.find('"', begin) - begin);
}

std::string header(const Answer& answer, std::string_view name) {
    const auto at = answer.head.find(std::format("\r\n{}: ", name));
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return answer.head.substr(begin, answer.head.find("\r\n", begin) - begin);
}

bool Browser::sign_in(std::string_view email, std::string_view password) {
    get("/login");
    std::string form = std::format("email={}&password=", email);
    for (const char c : password) form += c == ' ' ? '+' : c;
    const bool in = post("/login", form).status == 303;
    get("/account");
    return in;
}

Answer Browser::get(std::string_view target, std::string_view headers) { return ask("GET", target, headers, {}); }

Answer Browser::post(std::string_view target, std::string_view form, std::string_view headers) {
    return ask("POST", target, std::format("Content-Type: application/x-www-form-urlencoded\r\n{}", headers),
               std::format("{}&csrf={}", form, csrf_));
}

Answer Browser::upload(std::string_view target, std::string_view file_name, std::string_view bytes) {
    const std::string body =
        std::format("--seam\r\nContent-Disposition: form-data; "
                    "name=\"csrf\"\r\n\r\n{}\r\n--seam\r\nContent-Disposition: form-data; "
                    "name=\"file\"; filename=\"{}\"\r\nContent-Type: text/csv\r\n\r\n{}\r\n--seam--\r\n",
                    csrf_, file_name, bytes);
    return ask("POST", target, "Content-Type: multipart/form-data; boundary=seam\r\n", body);
}

Answer Browser::ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body) {
    std::string jar;
    for (const auto& [name, value] : cookies_) jar += std::format("{}={}; ", name, value);
    Answer answer = Peer(port_).ask(method, target, std::format("Cookie: {}\r\n{}", jar, headers), body);
    remember(answer);
    return answer;
}

void Browser::remember(const Answer& answer) {
    constexpr std::string_view mark = "\r\nSet-Cookie: ";
    for (auto at = answer.head.find(mark); at != std::string::npos; at = answer.head.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto equals = answer.head.find('=', begin);
        cookies_[answer.head.substr(begin, equals - begin)] =
            answer.head.substr(equals + 1, answer.head.find(';', equals) - equals - 1);
    }
    if (const auto token = csrf_in(answer.body); !token.empty()) csrf_ = token;
}

}  // namespace support
