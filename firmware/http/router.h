// Which route answers a path. Literal segments win over <names>, segment by segment from the left.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace http {

std::string_view name_of(Method method);
/// HEAD counts as GET. Empty for methods that no route can have.
std::optional<Method> method_of(std::string_view name);

class Router {
  public:
    /// Throws std::logic_error when two routes could not be told apart or a pattern does not begin with '/'.
    explicit Router(std::vector<Route> routes);

    struct Match {
        const Route* route = nullptr;  ///< null: no such path, or, when `allow` is not empty, not by this method
        std::map<std::string, std::string, std::less<>> parts;
        std::string allow;                                         ///< methods that the path has, for the Allow header
        std::vector<std::pair<std::string, std::string>> options;  ///< headers for OPTIONS
    };
    /// `segments`: of the path, percent-decoded; {""} is "/".
    Match find(std::optional<Method> method, const std::vector<std::string>& segments) const;

  private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> any;
        std::array<const Route*, 5> routes{};  // by Method
        bool ends_here() const;
    };
    void add(const Route& route);
    static const Node* descend(const Node& node, const std::vector<std::string>& segments, std::size_t depth);
    static void name_parts(Match& match, const std::vector<std::string>& segments);

    std::vector<Route> routes_;
    Node root_;
};

}  // namespace http
