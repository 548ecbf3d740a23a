#include "http/router.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace http {
namespace {

constexpr std::array<std::pair<std::string_view, Method>, 5> methods{{{"GET", Method::get},
                                                                      {"POST", Method::post},
                                                                      {"PUT", Method::put},
                                                                      {"PATCH", Method::patch},
                                                                      {"DELETE", Method::del}}};

bool is_name(std::string_view segment) { return segment.starts_with('<') && segment.ends_with('>'); }

template <class Each> void for_each_segment(std::string_view pattern, Each each) {
    for (std::size_t begin = 1; begin <= pattern.size();) {
        auto end = std::min(pattern.find('/', begin), pattern.size());
        each(pattern.substr(begin, end - begin));
        begin = end + 1;
    }
}

}  // namespace

std::string_view name_of(Method method) { return methods[static_cast<std::size_t>(method)].first; }

std::optional<Method> method_of(std::string_view name) {
    if (name == "HEAD") return Method::get;
    auto found = std::ranges::find(methods, name, &std::pair<std::string_view, Method>::first);
    return found == methods.end() ? std::nullopt : std::optional(found->second);
}

bool Router::Node::ends_here() const {
    return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
}

Router::Router(std::vector<Route> routes)
    : routes_(std::move(routes)) {
    for (const auto& route : routes_) add(route);
}

void Router::add(const Route& route) {
    if (!route.pattern.starts_with('/')) throw std::logic_error("route without '/': " + route.pattern);
    auto* node = &root_;
    for_each_segment(route.pattern, [&](std::string_view segment) {
        auto& next = is_name(segment) ? node->any : node->literals[std::string(segment)];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    });
    auto& place = node->routes[static_cast<std::size_t>(route.method)];
    if (place)
        throw std::logic_error(std::string(name_of(route.method)) + " " + route.pattern + " and " + place->pattern +
                               " are the same route");
    place = &route;
}

const Router::Node* Router::descend(const Node& node, const std::vector<std::string>& segments, std::size_t depth) {
    if (depth == segments.size()) return node.ends_here() ? &node : nullptr;
    if (auto literal = node.literals.find(segments[depth]); literal != node.literals.end())
        if (const auto* found = descend(*literal->second, segments, depth + 1)) return found;
    if (node.any && !segments[depth].empty()) return descend(*node.any, segments, depth + 1);
    return nullptr;
}

Router::Match Router::find(std::optional<Method> method, const std::vector<std::string>& segments) const {
    Match match;
    const auto* node = descend(root_, segments, 0);
    if (!node) return match;
    if (method) match.route = node->routes[static_cast<std::size_t>(*method)];
    if (match.route) {
        name_parts(match, segments);
        return match;
    }
    for (const auto& [name, known] : methods)
        if (const auto* route = node->routes[static_cast<std::size_t>(known)]) {
            match.allow += std::string(name) + (known == Method::get ? ", HEAD, " : ", ");
            match.options.insert(match.options.end(), route->options.begin(), route->options.end());
        }
    match.allow += "OPTIONS";
    return match;
}

void Router::name_parts(Match& match, const std::vector<std::string>& segments) {
    std::size_t index = 0;
    for_each_segment(match.route->pattern, [&](std::string_view segment) {
        if (is_name(segment)) match.parts.emplace(segment.substr(1, segment.size() - 2), segments[index]);
        ++index;
    });
}

}  // namespace http
