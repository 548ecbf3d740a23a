// Tables of rows in forms, histories and conflicts.
#include "pages/places/box_places.h"
#include "pages/records/rows.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "exchange/importer.h"
#include "http/form.h"
#include "office/clients/latest.h"
#include "office/people/permissions.h"
#include "pages/error_page.h"
#include "pages/records/records.h"
#include "pictures/previews.h"
#include "sample/offer.h"

namespace pages::test {

namespace {

struct Reply {
    int status;
    std::string body;
    bool has(std::string_view text) const { return body.contains(text); }
};

class Offer_desk : public sample::Offer_store {
  public:
    using Handler = http::Response (*)(const Records&, const http::Request&);

    Reply ask(Handler handler, storage::Id id, std::string_view form) {
        http::Request request;
        request.method = form.empty() ? http::Method::get : http::Method::post;
        request.target = request.path = "/offers/" + std::to_string(id);
        request.parts["id"] = std::to_string(id);
        request.form = http::urlencoded(form);
        request.caller = http::Caller{.name = "Ana", .role = "admin", .rights = ~0ULL, .csrf = "token"};
        request.csrf = "token";
        const http::Response response = handler({site_, storage::record_type<sample::Offer>()}, request);
        return {response.status, response.body ? *response.body : std::string{}};
    }
    /// The page for a form that came too late.
    Reply session_is_over(std::string_view form) {
        http::Request request;
        request.path = "/offers/1";
        request.form = http::urlencoded(form);
        return {401, *error_page(site_, request, 401, storage::Error(storage::Fault::unauthenticated, ""), {}).body};
    }
    Reply change(storage::Id id, std::string_view form) { return ask(&change_record, id, form); }
    Reply list(std::string_view query) {
        http::Request request;
        request.target = request.path = "/offers";
        request.query = http::urlencoded(query);
        request.caller = http::Caller{.name = "Ana", .role = "admin", .rights = ~0ULL, .csrf = "token"};
        const auto response = list_records({site_, storage::record_type<sample::Offer>()}, request);
        return {response.status, *response.body};
    }
    Reply show_form(storage::Id id) { return ask(&edit_record_form, id, {}); }

    std::vector<Change_text> last_changes(storage::Id id) {
        return (**this).read([&](const storage::Read& read) {
            const auto& type = storage::record_type<sample::Offer>();
            const storage::Entry entry = read.history({type.kind.number, id}, 0, 1).front();
            Shower shower(read, Language::of({}));
            return changes_of(type, {}, entry.before, entry.after, shower);
        });
    }

  private:
    exchange::Importer importer_{**this};
    storage::Files files_{folder(), 0};
    pictures::Previews previews_{folder(), files_, 0};
    office::Latest_clients latest_clients_{**this};
    Box_places places_{**this};
    Site site_{.store = **this,
               .folder = folder(),
               .version = "0.1",
               .libraries = {},
               .status = [] { return std::vector<Reading>{}; },
               .https_port = [] { return 0; },
               .authority = [] { return std::string{}; },
               .first_admin_code = [] { return std::string{}; },
               .imports = importer_,
               .files = files_,
               .previews = previews_,
               .latest_clients = latest_clients_,
               .places = places_};
};

/// The rows of offer() as its form sends them.
const std::string three = "revision=1&name=One&lines.order="
                          "&lines.order=1&lines.1.text=Dig&lines.1.quantity=2&lines.1.price=5.00&lines.1.maker="
                          "&lines.order=2&lines.2.text=Sow&lines.2.quantity=1&lines.2.price=3.00&lines.2.maker="
                          "&lines.order=3&lines.3.text=Mow&lines.3.quantity=4&lines.3.price=1.00&lines.3.maker=";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

std::string told(const std::vector<Change_text>& changes) {
    std::string text;
    for (const auto& [field, before, after] : changes)
        text += (text.empty() ? "" : "; ") + field + ": " + before + " → " + after;
    return text;
}

}  // namespace

TEST_CASE("a form shows rows as a table, an offer without rows one to type into") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    const Reply form = desk.show_form(1);
    CHECK(form.status == 200);
    for (const char* text : {"name=\"lines.order\" value=\"3\"", "name=\"lines.3.text\"", "value=\"Mow\"",
                             "name=\"lines.add\"", "name=\"lines.up\" value=\"2\"", "data-table=\"lines\"",
                             "formaction=\"/offers/1#f-lines\"", "Row 2: Price", "name=\"lines.new0.text\""})
        CHECK(form.has(text));
    CHECK_FALSE(form.has("required aria-"));
    const Reply empty = desk.ask(&new_record_form, 0, {});
    CHECK(empty.has("name=\"lines.new1.text\""));
}

TEST_CASE("what a form sends is stored: changed, added, moved and taken out") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    CHECK(desk.change(1, three).status == 303);
    CHECK(desk.offer(1).revision == 1);  // nothing was changed
    const std::string moved = "revision=1&name=One&lines.order=&lines.order=3&lines.3.text=Mow&lines.3.quantity=5"
                              "&lines.order=new1&lines.new1.text=Rake&lines.new1.optional=yes&lines.new1.maker=Acme"
                              "&lines.order=new2&lines.new2.text=&lines.new2.price=&lines.order=1&lines.1.text=Dig";
    CHECK(desk.change(1, moved).status == 422);  // Acme is not there yet, and rows make nobody
    office::Company acme;
    acme.name = "Acme";
    acme = desk.add(acme);
    CHECK(desk.change(1, moved).status == 303);
    CHECK(desk.told(1) == "3:Mow*5 4:Rake*0 1:Dig*2");
    CHECK(desk.offer(1).lines[1].maker.id == acme.id);
    CHECK(desk.offer(1).lines[1].optional);
    CHECK(desk.show_form(1).has("value=\"Acme\""));
    CHECK(desk.ask(&create_record, 0, "name=Two&lines.order=&lines.order=new1&lines.new1.text=Dig").status == 303);
    CHECK(desk.told(2) == "1:Dig*0");
    CHECK(desk.change(2, "revision=1&name=Two&lines.order=").status == 303);
    CHECK(desk.told(2).empty());
}

TEST_CASE("an error in one row is said there and loses nothing that was typed") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    const Reply again = desk.change(1, replaced(three, "lines.3.price=1.00", "lines.3.price=much") +
                                           "&lines.order=new1&lines.new1.text=&lines.new1.quantity=9");
    CHECK(again.status == 422);
    for (const char* text : {"value=\"much\"", "href=\"#f-lines-3-price\"", "Row 3: Price", "Fill in “New row: Text”.",
                             "href=\"#f-lines-new1-text\"", "value=\"9\"", "value=\"Sow\""})
        CHECK(again.has(text));
    CHECK(desk.told(1) == "1:Dig*2 2:Sow*1 3:Mow*4");
    CHECK(desk.change(1, replaced(three, "lines.3.price=1.00", "lines.3.price=1.200"))
              .has("“Row 3: Price” could be 1200 or 1.20: type one of them"));
    CHECK(desk.change(1, replaced(three, "lines.3.price=1.00", "lines.3.price=1%2C200")).status == 303);
    CHECK(desk.show_form(1).has("value=\"1200.00\""));
}

TEST_CASE("sums of what was typed come with the form, by the rule by which they are stored") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    const auto figure = [](const Reply& reply, const std::string& name) {
        const std::string mark = "data-figure=\"" + name + "\">";
        const auto at = reply.body.find(mark);
        if (at == std::string::npos) return std::string("none");
        return reply.body.substr(at + mark.size(), reply.body.find('<', at) - at - mark.size());
    };
    const Reply stored = desk.show_form(1);
    CHECK(figure(stored, "lines.1.total") == "€10.00");
    CHECK(figure(stored, "total") == "€17.00");
    CHECK(stored.has("<noscript><button class=\"btn\" name=\"lines.recalculate\""));

    const std::string typed =
        replaced(three, "lines.1.quantity=2&lines.1.price=5.00", "lines.1.quantity=2.5&lines.1.price=33.33") +
        "&lines.order=new1&lines.new1.text=Rake&lines.new1.quantity=3&lines.new1.price=1%2C000"
        "&lines.order=new2&lines.new2.text=";
    const Reply again = desk.change(1, typed + "&lines.recalculate=yes");
    CHECK(again.status == 200);
    CHECK(figure(again, "lines.1.total") == "€83.33");  // 83.325
    CHECK(figure(again, "lines.new1.total") == "€3,000.00");
    CHECK(figure(again, "lines.new2.total") == "–");
    CHECK(figure(again, "total") == "€3,090.33");
    CHECK(again.has("value=\"33.33\""));
    CHECK(desk.offer(1).revision == 1);

    const Reply wrong =
        desk.change(1, replaced(typed, "lines.1.price=33.33", "lines.1.price=1.200") + "&lines.recalculate=yes");
    CHECK(figure(wrong, "lines.1.total") == "–");
    CHECK(figure(wrong, "lines.2.total") == "€3.00");
    CHECK(figure(wrong, "total") == "–");

    CHECK(desk.change(1, typed).status == 303);
    CHECK(figure(desk.show_form(1), "total") == "€3,090.33");
    const Reply huge = desk.change(1, "revision=2&name=One&lines.order=&lines.order=1&lines.1.text=Dig"
                                      "&lines.1.quantity=1000000000&lines.1.price=9999999.99");
    CHECK(huge.status == 422);
    CHECK(huge.has("comes to too much"));
}

TEST_CASE("the buttons of a table work without script: nothing is lost and nothing stored") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    const std::string typed = replaced(three, "lines.1.text=Dig", "lines.1.text=Digging&lines.1.optional=yes");
    const auto order_in = [](const Reply& reply) {
        std::string order;
        constexpr std::string_view mark = "name=\"lines.order\" value=\"";
        for (auto at = reply.body.find(mark); at != std::string::npos; at = reply.body.find(mark, at + 1)) {
            const auto begin = at + mark.size();
            order += reply.body.substr(begin, reply.body.find('"', begin) - begin) + " ";
        }
        return order;
    };
    const auto press = [&](std::string_view button) {
        const Reply reply = desk.change(1, typed + "&" + std::string(button));
        CHECK(reply.status == 200);
        CHECK(reply.has("value=\"Digging\""));
        CHECK(reply.has("name=\"revision\" value=\"1\""));
        return order_in(reply);
    };
    CHECK(press("lines.add=yes") == "1 2 3 new1 new0 ");
    CHECK(press("lines.remove=2") == "1 3 new0 ");
    CHECK(press("lines.up=3") == "1 3 2 new0 ");
    CHECK(press("lines.up=1") == "1 2 3 new0 ");
    CHECK(press("lines.down=1") == "2 1 3 new0 ");
    CHECK(press("lines.down=3") == "1 2 3 new0 ");
    CHECK(desk.told(1) == "1:Dig*2 2:Sow*1 3:Mow*4");
    CHECK(desk.offer(1).revision == 1);
    const Reply fresh =
        desk.ask(&create_record, 0, "name=Two&lines.order=&lines.order=new1&lines.new1.text=A&lines.add=yes");
    CHECK(fresh.status == 200);
    CHECK(fresh.has("name=\"lines.new2.text\""));
    CHECK(count(fresh.body, "value=\"A\"") == 1);
}

TEST_CASE("a list shows the records that have something in one of their rows") {
    Offer_desk desk;
    office::Company acme;
    acme.name = "Acme";
    acme = desk.add(acme);
    sample::Offer one = sample::offer("Garden");
    one.lines[2].maker = {acme.id};
    desk.add(one);
    desk.add(sample::offer("Roof"));
    CHECK(desk.list("").has("Roof"));
    const Reply of_acme = desk.list("lines.maker=" + std::to_string(acme.id));
    CHECK(of_acme.status == 200);
    CHECK(of_acme.has("Garden"));
    CHECK_FALSE(of_acme.has("Roof"));
}

TEST_CASE("a table that is too long is refused, and no longer one is looked at") {
    Offer_desk desk;
    std::string form = "name=One&lines.order=";
    for (int i = 1; i <= 600; ++i) form += std::format("&lines.order=new{0}&lines.new{0}.text=Dig", i);
    const Reply reply = desk.ask(&create_record, 0, form);
    CHECK(reply.status == 422);
    CHECK(reply.has("has more than 500 rows"));
    CHECK(reply.has("lines.new501.text"));
    CHECK_FALSE(reply.has("lines.new502.text"));
}

TEST_CASE("what was typed into a table is shown when the session has ended") {
    Offer_desk desk;
    const Reply page = desk.session_is_over(three + "&lines.order=new1&lines.new1.text=Weed");
    for (const char* text : {"Row 3: Text", "Mow", "New row: Text", "Weed"}) CHECK(page.has(text));
}

TEST_CASE("a record's page has a line for each row") {
    Offer_desk desk;
    desk.add(sample::offer("One"));
    const Reply page = desk.ask(&show_record, 1, {});
    CHECK(page.status == 200);
    CHECK(page.has("Sow · 1 · "));
    CHECK_FALSE(page.has("/values/lines"));
    CHECK(page.has("/values/remark"));
}

TEST_CASE("a form cannot change what is frozen, but for its free fields") {
    Offer_desk desk;
    sample::Offer one = sample::offer("One");
    one.issued = true;
    desk.add(one);
    const auto refused = [&](std::string_view form) {
        try {
            desk.change(1, form);
        } catch (const storage::Error& error) {
            return error.fault() == storage::Fault::refused && desk.offer(1).revision == 1;
        }
        return false;
    };
    CHECK(refused(replaced(three, "lines.2.text=Sow", "lines.2.text=Reap") + "&issued=yes"));
    CHECK(refused(three));  // not issued
    CHECK(desk.change(1, three + "&issued=yes&remark=Paid").status == 303);
    CHECK(desk.offer(1).remark == "Paid");
}

TEST_CASE("history speaks of rows by their numbers") {
    Offer_desk desk;
    sample::Offer one = desk.add(sample::offer("One"));
    const auto after = [&](auto change) {
        change(one.lines);
        (*desk).write({0, "Test"}, [&](storage::Write& write) { write.update(one); });
        return told(desk.last_changes(one.id));
    };
    CHECK(after([](auto& lines) { lines[2].quantity = {60'000}; }) == "Row 3: Quantity: 4 → 6");
    CHECK(after([](auto& lines) {
              lines.push_back(sample::offer_line("Rake", 1, 200));
          }).starts_with("Row 4:  → Rake · 1 · "));
    CHECK(after([](auto& lines) { lines.erase(lines.begin()); }).starts_with("Row 1: Dig · 2 · "));
    CHECK(after([](auto& lines) { std::swap(lines[0], lines[1]); }) == "Lines: order of the rows: 2,3,4 → 3,2,4");
}

TEST_CASE("two people at one table choose cell by cell") {
    Offer_desk desk;
    sample::Offer one = desk.add(sample::offer("One"));
    one.lines[1].price.minor = 350;
    one.lines[2].quantity = {60'000};
    one.lines.push_back(sample::offer_line("Rake", 1, 200));
    (*desk).write({0, "Eve"}, [&](storage::Write& write) { write.update(one); });
    const std::string mine = replaced(three, "lines.2.price=3.00", "lines.2.price=3.20") +
                             "&lines.order=new1&lines.new1.text=Weed&lines.new1.quantity=1";
    const Reply conflict = desk.change(1, mine);
    CHECK(conflict.status == 409);
    for (const char* text :
         {"Row 2: Price", "name=\"choice.lines.2.price\"", "Row 3: Quantity", "Lines: order of the rows",
          "name=\"lines.new1.text\" value=\"Weed\"", "name=\"lines.1.text\" value=\"Dig\""})
        CHECK(conflict.has(text));
    CHECK_FALSE(conflict.has("choice.lines.1.text"));
    const std::string chosen = replaced(mine, "revision=1", "revision=2");
    CHECK(desk.change(1, chosen + "&choice.lines.3.quantity=theirs&choice.lines.order=theirs&choice.lines.2.price=mine")
              .status == 303);
    CHECK(desk.told(1) == "1:Dig*2 2:Sow*1 3:Mow*6 4:Rake*1 5:Weed*1");
    CHECK(desk.offer(1).lines[1].price.minor == 320);
}

}  // namespace pages::test
