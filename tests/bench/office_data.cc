#include "bench/office_data.h"

#include <array>
#include <format>
#include <fstream>
#include <random>

#include "appliance.h"
#include "office/clients/client.h"
#include "office/clients/tag.h"
#include "office/people/accounts.h"

namespace bench {

namespace {

constexpr std::size_t batch = 10'000;

constexpr std::array first_names{"Ana",   "Anabel", "Bruno", "Carla", "Diego", "Elena", "Farid", "Greta",
                                 "Hugo",  "Ines",   "Jonas", "Karim", "Lena",  "Marta", "Nils",  "Olga",
                                 "Pablo", "Rosa",   "Sven",  "Tilda", "Uwe",   "Vera",  "Wim",   "Xenia",
                                 "Yusuf", "Zoe",    "Amira", "Björn", "Chloé", "Dmitri"};
constexpr std::array syllables{"ba",  "ber", "bo",  "da",  "den", "do",  "fa",  "fer", "ga",  "gen", "ha",
                               "hol", "ka",  "ken", "la",  "len", "ma",  "mer", "na",  "nor", "pa",  "per",
                               "ra",  "ros", "sa",  "son", "ta",  "tor", "va",  "ver", "wa",  "win"};
constexpr std::array rare_names{"Smith", "Lopez", "Lopresti", "Smirnov", "Smitherman"};
constexpr std::array cities{"Lakeview", "Port Anna", "East Lorimer", "Northfield", "Santa Clara", "Weston"};

/// Names as an office has them: about a thousand different last names, a few of them common in searches.
class People {
  public:
    struct Person {
        std::string first, last, company, city, email, phone, other_phone, reference;
    };
    Person next() {
        Person person;
        person.first = first_names[random_() % first_names.size()];
        person.last = last_name();
        person.company = std::format("{}-{}", last_name(), last_name());
        person.city = cities[random_() % cities.size()];
        person.email = std::format("{}{}@{}.example", person.last, number_, person.company);
        person.phone = digits();
        person.other_phone = digits();
        person.reference = std::format("R{:08}", number_++);
        return person;
    }

  private:
    std::string last_name() {
        if (random_() % 200 == 0) return rare_names[random_() % rare_names.size()];
        std::string name;
        for (int i = 0; i < 2; ++i) name += syllables[random_() % syllables.size()];
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
        return name;
    }
    std::string digits() {
        return std::format("({:03})-{:03}-{:04}", random_() % 900 + 100, random_() % 1000, random_() % 10'000);
    }
    std::mt19937_64 random_{42};
    std::size_t number_ = 0;
};

/// What lists are asked for: every fifth client has the first tag and every third the second, two thirds a budget.
struct Asked_for {
    std::array<storage::Ref<office::Tag>, 2> tags;
    storage::Id budget = 0;

    explicit Asked_for(storage::Write& write) {
        for (std::size_t at = 0; at < tags.size(); ++at) {
            office::Tag tag;
            tag.name = std::format("Tag {}", at + 1);
            write.create(tag);
            tags[at] = {tag.id};
        }
        storage::Custom_field field;
        field.of_kind = office::Client::kind.number;
        field.name = "budget";
        field.label = "Budget";
        field.type = storage::Custom_type::money;
        write.create(field);
        budget = field.id;
    }

    void fill(office::Client& client, std::size_t number) const {
        if (number % 5 == 0) client.tags.push_back(tags[0]);
        if (number % 3 == 0) client.tags.push_back(tags[1]);
        client.client_since.days = 16'000 + static_cast<std::int32_t>(number * 7 % 4'000);
        if (number % 3 == 1) return;
        std::string bytes;
        storage::Value<storage::Money>::encode(bytes, {static_cast<std::int64_t>(number * 31 % 100'000)});
        client.custom.set({budget, storage::Custom_type::money, std::move(bytes)});
    }
};

office::Client client_of(const People::Person& person, storage::Ref<office::Company> company) {
    office::Client client;
    client.first_name = person.first;
    client.last_name = person.last;
    client.email = {person.email};
    client.phone = {person.phone};
    client.other_phone = {person.other_phone};
    client.company = company;
    client.billing_address = {.city = person.city, .country = "Norway"};
    client.reference = person.reference;
    return client;
}

}  // namespace

void fill_office(const std::filesystem::path& folder, std::size_t count) {
    make_data_folder(folder);
    const auto store = open_or_make_store(folder);
    if (store->read(office::has_users)) return;
    const storage::Actor actor{.user = 0, .name = "bench"};
    office::make_first_admin(*store, "Admin", admin_address, admin_password);
    const Asked_for asked = store->write(actor, [](storage::Write& write) { return Asked_for(write); });
    People people;
    std::map<std::string, storage::Id> companies;
    for (std::size_t done = 0; done < count; done += batch)
        store->write(actor, [&](storage::Write& write) {
            for (std::size_t i = done; i < std::min(done + batch, count); ++i) {
                const auto person = people.next();
                auto& company = companies[person.company];
                if (company == 0) {
                    office::Company made;
                    made.name = person.company;
                    write.create(made);
                    company = made.id;
                }
                office::Client client = client_of(person, {company});
                asked.fill(client, i);
                write.create(client);
            }
        });
}

void write_clients_csv(const std::filesystem::path& file, std::size_t count) {
    std::ofstream out(file);
    out << "Index,Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email,Subscription "
           "Date,Website\n";
    People people;
    for (std::size_t i = 1; i <= count; ++i) {
        const auto person = people.next();
        out << std::format("{},{},{},{},\"{}, {} and Sons\",{},Norway,{},{},{},2024-12-15,https://www.{}.example/\n", i,
                           person.reference, person.first, person.last, person.company, i, person.city, person.phone,
                           person.other_phone, person.email, person.last);
    }
}

Signed_in sign_in(const std::filesystem::path& folder) {
    const auto store = open_store(folder);
    const auto signed_in =
        office::sign_in(*store, admin_address, admin_password, {.address = "127.0.0.1", .browser = "bench"});
    return {std::format("Cookie: clientbox_session={}\r\nX-CSRF-Token: {}\r\n", signed_in.secret,
                        office::csrf_of(signed_in.secret))};
}

}  // namespace bench
