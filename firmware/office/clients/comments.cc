#include "office/clients/comments.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "office/clients/notes.h"
#include "office/people/users.h"

namespace office {

using storage::Id;
using storage::Read;
using storage::Write;

namespace {

constexpr std::uint8_t by_client_and_author = 240;
/// Looked at for what concerns one client; behind them nobody remembers.
constexpr std::size_t most_waiting = 200;

bool has_commented(const Read& read, Ref<Client> client, Ref<User> user) {
    std::vector<std::string> keys;
    storage::Value<Ref<Client>>::order(client, keys);
    storage::Value<Ref<User>>::order(user, keys);
    return !read.ids_with(Comment::kind.number, by_client_and_author, keys[0] + keys[1], 1).empty();
}

bool sees(const Read& read, Ref<User> user, Ref<Client> client) {
    const storage::Scope scope = scope_of(viewer_of(read, read.get(user)));
    return read.seen_with(&scope).find(client).has_value();
}

std::vector<Ref<User>> named_in(const std::vector<Mention>& mentions) {
    std::vector<Ref<User>> named;
    for (const Mention& mention : mentions)
        if (!std::ranges::contains(named, mention.fits.front()->user)) named.push_back(mention.fits.front()->user);
    return named;
}

void add_notice(Write& write, const Comment& comment, Ref<User> user) {
    Notice notice;
    notice.comment = {comment.id};
    notice.user = notice.waits_for = user;
    notice.mentioned = std::ranges::contains(comment.mentions, user);
    write.create(notice);
}

using Link = std::function<std::string(const Person&)>;

/// `html` without tags: names become links.
void append_linked(std::string& to, std::string_view html, const std::vector<Person>& people, const Link& link_to) {
    for (const Mention& mention : mentions_in(html, people)) {
        if (mention.fits.size() != 1 || mention.words.data() < html.data()) continue;
        const auto before = static_cast<std::size_t>(mention.words.data() - html.data());
        to += html.substr(0, before);
        to += std::format(R"(<a class="named" href="{}">{}</a>)", link_to(*mention.fits.front()), mention.words);
        html.remove_prefix(before + mention.words.size());
    }
    to += html;
}

}  // namespace

std::vector<Person> told_of(const Read& read, Ref<Client> client, const std::vector<Ref<User>>& mentions,
                            Ref<User> author) {
    std::vector<Person> told;
    for (Person& person : people_to_name(read)) {
        if (person.user == author) continue;
        const bool concerned = std::ranges::contains(mentions, person.user) || has_commented(read, client, person.user);
        if (concerned && sees(read, person.user, client)) told.push_back(std::move(person));
    }
    return told;
}

std::string why_not_told(const Read& read, Ref<Client> client, const std::vector<Mention>& mentions) {
    for (const Mention& mention : mentions)
        if (mention.fits.size() == 1 && !sees(read, mention.fits.front()->user, client))
            return std::format("names “{}”, who does not see this client", mention.words);
    return {};
}

/// Every "<" begins a tag, as html_of(Text) makes them; inside links and code a name stays what it is.
std::string html_of(const Comment& comment, const std::vector<Person>& people, const Link& link_to) {
    const std::string html = html_of(comment.text);
    std::vector<Person> mentioned;
    std::ranges::copy_if(people, std::back_inserter(mentioned),
                         [&](const Person& person) { return std::ranges::contains(comment.mentions, person.user); });
    std::string linked;
    int inside = 0;
    for (std::size_t at = 0; at < html.size();) {
        const auto tag = std::min(html.find('<', at), html.size());
        const auto text = std::string_view(html).substr(at, tag - at);
        inside > 0 ? void(linked += text) : append_linked(linked, text, mentioned, link_to);
        const auto end = tag == html.size() ? tag : std::min(html.find('>', tag), html.size() - 1) + 1;
        const auto mark = std::string_view(html).substr(tag, end - tag);
        linked += mark;
        if (mark.starts_with("<a") || mark.starts_with("<code")) ++inside;
        if (mark.starts_with("</a") || mark.starts_with("</code")) --inside;
        at = end;
    }
    return linked;
}

std::vector<Notice> waiting_for(const Read& read, Ref<User> user, std::size_t most) {
    std::vector<Notice> notices;
    const auto ids = read.where<&Notice::waits_for>(user);
    for (const Id id : ids | std::views::reverse | std::views::take(most)) notices.push_back(read.get<Notice>(id));
    return notices;
}

bool anything_waits(const Read& read, Ref<User> user, Ref<Client> client) {
    return std::ranges::any_of(waiting_for(read, user, most_waiting), [&](const Notice& notice) {
        const auto comment = read.find(notice.comment);
        return comment && comment->client == client;
    });
}

void have_seen(Write& write, Ref<User> user, Ref<Client> client) {
    for (Notice& notice : waiting_for(write, user, most_waiting)) {
        const auto comment = write.find(notice.comment);
        if (!comment || comment->client != client) continue;
        notice.waits_for = {};
        write.update(notice);
    }
}

void judge(Write& write, const Comment* before, Comment& comment, Errors& errors) {
    if (before == nullptr) comment.author = whoever_asks(write);
    if (before != nullptr && before->text == comment.text) return;  // whoever was named may be called otherwise since
    const std::vector<Person> people = people_to_name(write);
    const std::vector<Mention> mentions = mentions_in(comment.text.text, people);
    std::string why = why_not_plain(mentions);
    if (why.empty() && write.has(Client::kind.number, comment.client.id))
        why = why_not_told(write, comment.client, mentions);
    if (!why.empty()) return void(errors.emplace("text", why));
    comment.mentions = named_in(mentions);
}

/// Of one that was changed only those who were not told before and are mentioned now.
void follow(Write& write, const Comment& comment) {
    std::vector<Ref<User>> told;
    for (const Id id : write.where<&Notice::comment>(Ref<Comment>{comment.id}))
        told.push_back(write.get<Notice>(id).user);
    for (const Person& person : told_of(write, comment.client, comment.mentions, comment.author)) {
        const bool is_due = comment.revision == 1 || std::ranges::contains(comment.mentions, person.user);
        if (is_due && !std::ranges::contains(told, person.user)) add_notice(write, comment, person.user);
    }
}

std::string_view why_not_change(const Comment& comment, const Viewer& viewer) {
    return is_author_or_admin(viewer, comment.author)
               ? ""
               : "Only its author or an administrator changes or deletes a comment.";
}

}  // namespace office
