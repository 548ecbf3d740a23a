// What commands and a serving box answer whose records are not what was written: as before, or that they cannot. Never less, and no
// command and no box ends by a signal.
//
// CLIENTBOX_DAMAGED_STORES in the environment says how many stores are damaged, always in the same order.
#include <array>
#include <cstdlib>
#include <format>
#include <map>
#include <print>
#include <random>
#include <utility>

#include "command_line/office.h"
#include "support/browser.h"
#include "support/peer.h"

using command_line::Office;
using command_line::text_of;

namespace {

using Random = std::mt19937_64;

constexpr std::size_t page_size = 4096;
constexpr int usual_stores = 40;
constexpr int clients = 260;

int wanted_stores() {
    const char* wanted = std::getenv("CLIENTBOX_DAMAGED_STORES");
    return wanted == nullptr ? usual_stores : std::stoi(wanted);
}

std::size_t some_page(const std::string& bytes, Random& random) {
    return random() % (bytes.size() / page_size) * page_size;
}

void zero_a_page(std::string& bytes, Random& random) {
    bytes.replace(some_page(bytes, random), page_size, page_size, '\0');
}

void flip_bits(std::string& bytes, Random& random) {
    for (auto left = 1 + random() % 4; left > 0; --left)
        bytes[random() % bytes.size()] ^= static_cast<char>(1U << random() % 8);
}

/// Of the offsets of entries that stand behind the head of each page of a tree.
void swap_pointers(std::string& bytes, Random& random) {
    constexpr std::size_t head = 16, pointer = 2, usual_entries = 20;
    const std::size_t first = some_page(bytes, random) + head;
    const auto entry = [&] { return first + random() % usual_entries * pointer; };
    const std::size_t one = entry(), other = entry();
    std::swap_ranges(bytes.data() + one, bytes.data() + one + pointer, bytes.data() + other);
}

void swap_pages(std::string& bytes, Random& random) {
    const std::size_t one = some_page(bytes, random), other = some_page(bytes, random);
    std::swap_ranges(bytes.data() + one, bytes.data() + one + (one == other ? 0 : page_size), bytes.data() + other);
}

void overwrite_some(std::string& bytes, Random& random) {
    const std::size_t at = random() % bytes.size();
    for (std::size_t i = at; i < std::min(at + 64, bytes.size()); ++i) bytes[i] = static_cast<char>(random());
}

void cut_off(std::string& bytes, Random& random) { bytes.resize(random() % bytes.size()); }

struct Harm {
    std::string_view name;
    void (*work)(std::string& bytes, Random& random);
};
constexpr std::array harms{Harm{"page zeroed", zero_a_page},         Harm{"bits flipped", flip_bits},
                           Harm{"pointers swapped", swap_pointers},  Harm{"pages swapped", swap_pages},
                           Harm{"some overwritten", overwrite_some}, Harm{"cut off", cut_off}};

/// An office with clients, companies and tags, a token for programs, and somebody who is signed in.
class Damaged_office {
  public:
    Damaged_office() {
        office_.open_for_business();
        std::string rows = "First Name,Last Name,Email,Phone,Company,Tags,Notes\n";
        for (int i = 0; i < clients; ++i)
            rows += std::format("Ida{0},Oak{0},ida{0}@example.org,+49 351 {1},Elm{2},Ash{3},Asked about {0}\n", i,
                                100'000 + i, i % 20, i % 5);
        REQUIRE(office_.run({"import", office_.write("more.csv", rows)}).code == 0);
        const auto token = office_.run({"user", "token", "ada@example.org"}).out;
        api_headers_ = "Authorization: Bearer " + token.substr(0, token.find('\n')) + "\r\n";
        support::Program server(support::binary(), office_.data());
        browser_.go_to(server.port());
        REQUIRE(browser_.sign_in("ada@example.org", "correct horse battery"));
        answers_ = answers_of(server);
        REQUIRE(server.stop() == 0);
        sound_ = text_of(office_.records());
        exported_ = office_.run({"export"}).out;
    }

    struct Outcome {
        std::vector<std::string> wrong;
        bool told = false;   ///< by the check
        bool ended = false;  ///< the box, in words
    };
    Outcome after(const Harm& harm, Random& random) {
        std::string bytes = sound_;
        harm.work(bytes, random);
        office_.write("data/records.db", bytes);
        Outcome outcome;
        ask_commands(outcome);
        ask_box(outcome);
        return outcome;
    }

  private:
    using Answers = std::map<std::string, std::string, std::less<>>;

    void ask_commands(Outcome& outcome) const {
        const auto exported = office_.run({"export"});
        if (exported.code != 0 && exported.code != 1) outcome.wrong.push_back("export ended by a signal");
        if (exported.code == 0 && exported.out != exported_) outcome.wrong.push_back("export lacks something");
        const auto checked = office_.run({"check"});
        if (checked.code != 0 && checked.code != 1) outcome.wrong.push_back("check ended by a signal");
        if (exported.code == 1 && checked.code == 0) outcome.wrong.push_back("check finds nothing");
        outcome.told = checked.code == 1;
        if (office_.run({"backup", "--replace", office_.file("a.backup")}).code < 0)
            outcome.wrong.push_back("backup ended by a signal");
    }

    void ask_box(Outcome& outcome) {
        try {
            support::Program server(support::binary(), office_.data());
            try {
                browser_.go_to(server.port());
                compare(answers_of(server), outcome);
            } catch (const std::runtime_error&) {
                outcome.ended = true;
            }
            if (server.stop() < 0) outcome.wrong.push_back("the box ended by a signal");
        } catch (const std::runtime_error&) {
            const auto refused = office_.run({"serve", "--http", "127.0.0.1:0"});
            if (refused.code != 1) outcome.wrong.push_back("the box ended by a signal at its start");
        }
    }

    void compare(const Answers& answers, Outcome& outcome) const {
        for (const auto& [target, answer] : answers)
            if (!answer.empty() && answer != answers_.at(target))
                outcome.wrong.push_back(target + " is not what it was");
    }

    /// "" for what is refused, or comes with a word about damage.
    Answers answers_of(const support::Program& server) {
        Answers answers;
        support::Peer peer(server.port());
        for (const auto* target : {"/api/v1/clients?limit=200", "/api/v1/clients?q=oak7", "/api/v1/clients/7",
                                   "/api/v1/clients/200", "/api/v1/clients?sort=name&limit=100",
                                   "/api/v1/companies?limit=50", "/api/v1/tags", "/api/v1/history?limit=100"}) {
            const auto answer = peer.ask("GET", target, api_headers_);
            const bool told = answer.status >= 500 || !support::header(answer, "Warning").empty();
            answers[target] = told ? "" : answer.body;
        }
        for (const auto* target :
             {"/clients?sort=name", "/clients?q=ida3", "/clients/7", "/clients/200", "/companies", "/search?q=oak5"}) {
            const auto answer = browser_.get(target);
            const bool sent_to_sign_in = answer.status == 303;
            const bool told = answer.status >= 500 || answer.body.contains("The records are damaged");
            answers[target] = told || sent_to_sign_in ? "" : names_in(answer.body);
        }
        return answers;
    }

    /// Of our clients, companies and tags, in their order; the rest of a page tells the time, and of damage.
    static std::string names_in(std::string_view page) {
        std::string names = "names:";
        for (std::size_t at = 0; at + 4 < page.size(); ++at) {
            const auto word = page.substr(at, 3);
            if (word != "Ida" && word != "Oak" && word != "Elm" && word != "Ash" && word != "ida") continue;
            const auto end = page.find_first_not_of("0123456789", at + 3);
            if (end != at + 3) names += std::format(" {}", page.substr(at, end - at));
        }
        return names;
    }

    Office office_;
    support::Browser browser_{0};
    std::string api_headers_, sound_, exported_;
    Answers answers_;
};

}  // namespace

TEST_CASE("a damaged store answers as before or says that it cannot, and nothing ends by a signal", "[X7][faults]") {
    Damaged_office office;
    Random random(20'261'127);
    int told = 0, ended = 0;
    const int stores = wanted_stores();
    for (int i = 0; i < stores; ++i) {
        const Harm& harm = harms[static_cast<std::size_t>(i) % harms.size()];
        const auto outcome = office.after(harm, random);
        for (const std::string& what : outcome.wrong) {
            INFO("store " << i << ", " << harm.name);
            FAIL_CHECK(what);
        }
        told += outcome.told ? 1 : 0;
        ended += outcome.ended ? 1 : 0;
    }
    std::println("{} damaged stores: check told of {}, the box ended in words {} times", stores, told, ended);
    CHECK(told > stores / 4);
}
