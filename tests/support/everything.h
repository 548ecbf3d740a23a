// A client of whom the office keeps something of every kind, as a program would enter it.
#pragma once

#include <format>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace support {

/// Posts JSON to an address of the API; must answer with the body, and throw when it was refused.
using Post = std::function<std::string(const std::string& target, const std::string& json)>;

class Everything {
  public:
    /// Makes what has to be there first: a field of a link and one of many choices, a kind of inventory item, a service.
    explicit Everything(Post post)
        : post_(std::move(post)) {
        enter("custom_fields", R"({"label":"Site","type":"link"})");
        enter("custom_fields", R"({"label":"Seasons","type":"choices","choices":"Spring\nSummer\nAutumn"})");
        kind_ = enter("asset_kinds", R"({"name":"Oak tree"})");
        enter("custom_fields",
              std::format(R"({{"label":"Acorns","type":"text","belongs_to":{{"kind":"asset_kind","id":{}}}}})", kind_));
        service_ = enter("services", R"({"name":"Pruning","unit":"hour"})");
    }

    /// `word` stands in everything that is written of the client; `year`: of its price. Returns the client's number.
    std::string client(std::string_view word, int year, std::string_view season) const {
        const std::string id = enter(
            "clients",
            std::format(
                R"({{"first_name":"{0}","last_name":"{0}","email":"{0}@example.org","description":"{0} keeps bees",)"
                R"("custom":{{"site":"https://{0}.example/","seasons":["Summer","{1}"]}}}})",
                word, season));
        const auto add = [&](std::string_view plural, std::string_view more) {
            enter(plural, std::format(R"({{"client":{},{}}})", id, more));
        };
        add("notes", std::format(R"("text":"{} rang")", word));
        add("comments", std::format(R"("text":"{} is kind")", word));
        add("feedbacks", std::format(R"("stars":4,"text":"{} pays at once")", word));
        add("tasks", std::format(R"("title":"Call {}")", word));
        add("tenders", std::format(R"("title":"Avenue of {}")", word));
        add("assets",
            std::format(R"("kind":{0},"title":"Oak of {1}","custom":{{"acorns":"{1} acorns"}})", kind_, word));
        add("prices",
            std::format(R"("service":{0},"price":"12.50","from":"{1}-01-01","to":"{1}-12-31")", service_, year));
        add("cards", std::format(R"("brand":"visa","holder":"{}","last4":"1111","expires":"2040-12")", word));
        add("change_requests", std::format(R"("field":"tax_number","to":"{0}","reason":"{0} says so")", word));
        enter("contacts",
              std::format(R"({{"name":"{0} Junior","email":"junior.{0}@example.org","clients":[{1}]}})", word, id));
        enter("saved_views",
              std::format(R"({{"list":"tasks","name":"Of {0}","filters":[{{"field":"q","value":"{0}"}}]}})", word));
        act(id, "add_tag", R"({"tag":"VIP"})");
        act(id, "give_consent", std::format(R"({{"purpose":"newsletter","how":"form","wording":"{} agrees"}})", word));
        act(id, "put_on_hold", std::format(R"({{"reason":"{} travels"}})", word));
        return id;
    }

  private:
    /// The number of what was made.
    std::string enter(std::string_view plural, const std::string& json) const {
        const std::string made = post_(std::format("/api/v1/{}", plural), json);
        const auto at = made.find("\"id\":") + 5;
        return made.substr(at, made.find_first_of(",}", at) - at);
    }
    void act(std::string_view client, std::string_view action, const std::string& json) const {
        post_(std::format("/api/v1/clients/{}/{}", client, action), json);
    }

    Post post_;
    std::string kind_, service_;
};

}  // namespace support
