// What somebody types finds what they mean.
#include <catch2/catch_test_macros.hpp>

#include "office/clients/client.h"
#include "office/clients/duplicates.h"
#include "office/office.h"

using namespace office_test;
using office::Client;

namespace {

struct With_people : Office {
    void add(std::string first, std::string last, std::string phone = {}) {
        const std::string email = "p" + std::to_string(++number_) + "@s.example";
        save<Client>({{"first_name", std::move(first)},
                      {"last_name", std::move(last)},
                      {"email", email},
                      {"phone", std::move(phone)}});
    }
    /// Names, in a list too.
    std::vector<std::string> found(const std::string& query) {
        return store.read([&](const storage::Read& read) {
            std::vector<std::string> names;
            const auto& type = storage::record_type<Client>();
            for (const auto& hit : read.search(type, query, 20)) names.push_back(hit.name);
            storage::List list{.tag = type.column("name")->tag, .limit = 20};
            list.words = query;
            CHECK(read.select(type, list).ids.size() == names.size());
            return names;
        });
    }

  private:
    int number_ = 0;
};

}  // namespace

TEST_CASE("Names are found as people spell them", "[S1]") {
    With_people office;
    office.add("Jürgen", "Müller");
    office.add("Jürgen", "Mueller");
    office.add("Søren", "Æsa");
    office.add("Sean", "O'Brien");
    office.add("Anne Marie", "Holm");
    office.add("小明", "王");
    office.add("太郎", "山田");
    office.add("지우", "김");
    office.add("Ali", "الأحمد");
    office.add("ハナコ", "佐藤");
    CHECK(office.found("mueller").size() == 2);
    CHECK(office.found("müller").size() == 2);
    CHECK(office.found("aesa").size() == 1);
    CHECK(office.found("obrien").size() == 1);
    CHECK(office.found("annemarie").size() == 1);
    CHECK(office.found("王小明").size() == 1);
    CHECK(office.found("山田太郎").size() == 1);
    CHECK(office.found("김지우").size() == 1);
    CHECK(office.found("احمد").size() == 1);
    CHECK(office.found("はなこ").size() == 1);
    CHECK(office.found("nobody at all").empty());
}

TEST_CASE("Every spelling of a telephone number finds every other", "[S1]") {
    With_people office;
    office.add("A", "A", "+49 30 5550199");
    office.add("B", "B", "030 5550199");
    office.add("C", "C", "(212) 555-0188");
    office.add("D", "D", "0170 5550101");
    for (const auto* query : {"0049305550199", "+4930 5550199", "030 5550199"}) CHECK(office.found(query).size() == 2);
    for (const auto* query : {"12125550188", "+1 212 555 0188"}) CHECK(office.found(query).size() == 1);
    for (const auto* query : {"0170 555", "170-555", "+49 170 5"}) CHECK(office.found(query).size() == 1);
}

TEST_CASE("An apostrophe of another kind is no other name", "[C3]") {
    With_people office;
    office.add("Sean", "O'Brien");
    const auto alike = office.store.read([](const storage::Read& read) {
        return office::possible_duplicates(read, {{"first_name", "Sean"}, {"last_name", "O’Brien"}}, 0);
    });
    CHECK(alike.size() == 1);
}
