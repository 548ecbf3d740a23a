#include "storage/disk/lmdb_pages.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <string_view>

#include "storage/disk/lmdb_format.h"

namespace storage {

namespace {

using namespace lmdb_format;

constexpr std::size_t most_problems = 100;

/// Which keys may stand below a branch: from `least` on, before `end`.
struct Bounds {
    std::optional<std::string> least, end;
};

/// LMDB's order: bytes; in the free list, numbers of transactions.
bool key_less(bool integers, std::string_view a, std::string_view b) {
    return integers ? take<std::uint64_t>(&a.front()) < take<std::uint64_t>(&b.front()) : a < b;
}

class Walk {
  public:
    Walk(const File& file, const Meta& meta, std::vector<std::string>& problems,
         const std::function<void(double)>& progress)
        : file_(file)
        , meta_(meta)
        , problems_(problems)
        , progress_(progress)
        , page_size_(meta.free.pad)
        , pages_in_file_(file.size() / page_size_)
        , used_(std::min(meta.last_page + 1, pages_in_file_)) {}

    struct Visitor {
        std::function<void(const Node&)> entry = {};
    };

    /// Every page of one tree. Its own counts must fit.
    void tree(std::string_view name, const Tree_header& tree, const Visitor& visitor, bool integers = false) {
        if (tree.root == no_page) {
            if (tree.depth != 0 || tree.entries != 0 || tree.branch_pages + tree.leaf_pages + tree.overflow_pages != 0)
                complain(std::format("The tree {} has entries but no pages.", name));
            return;
        }
        Counts counts;
        const bool whole = below(name, tree, tree.root, 1, {}, counts, visitor, integers);
        if (whole && (counts.branch != tree.branch_pages || counts.leaf != tree.leaf_pages ||
                      counts.overflow != tree.overflow_pages || counts.entries != tree.entries))
            complain(std::format("The tree {} has {} entries on {} pages, but says {} on {}.", name, counts.entries,
                                 counts.branch + counts.leaf + counts.overflow, tree.entries,
                                 tree.branch_pages + tree.leaf_pages + tree.overflow_pages));
    }

    /// Only the first page.
    void root(std::string_view name, const Tree_header& tree) {
        if (tree.root == no_page) return;
        try {
            const auto [page, header] = load(tree.root);
            if (tree.depth == 0 || tree.depth > deepest || (header.flags == leaf_flag) != (tree.depth == 1))
                damaged("it is not what the depth of the tree wants");
            nodes_of(page, header);
        } catch (const Damage& damage) {
            complain(std::format("The tree {}: page {}: {}.", name, tree.root, damage.what));
        }
    }

    void free_list() {
        tree("of free pages", meta_.free, {[&](const Node& node) { free_pages(node); }}, true);
    }

    void complain(std::string what) {
        if (problems_.size() < most_problems) problems_.push_back(std::move(what));
    }

    std::vector<char> value(const Node& node) const {
        std::vector<char> bytes(node.data_size);
        if ((node.flags & big_data) != 0)
            file_.read(bytes.data(), bytes.size(), take<Page_number>(node.data) * page_size_ + header_size);
        else
            std::memcpy(bytes.data(), node.data, bytes.size());
        return bytes;
    }

  private:
    struct Counts {
        std::uint64_t branch = 0, leaf = 0, overflow = 0, entries = 0;
    };

    std::pair<std::vector<char>, Page_header> load(Page_number number) const {
        if (number < 2 || number > meta_.last_page) damaged("there is no such page");
        if (number >= pages_in_file_) damaged("the file is cut off before it");
        std::vector<char> page(page_size_);
        file_.read(page.data(), page.size(), number * page_size_);
        const auto header = take<Page_header>(page.data());
        if (header.number != number) damaged("it says to be page {}", header.number);
        if (header.flags != leaf_flag && header.flags != branch_flag) damaged("its kind {} is unknown", header.flags);
        return {std::move(page), header};
    }

    void use(Page_number first, std::uint64_t count) {
        for (Page_number page = first; page < first + count; ++page) {
            if (used_[page]) damaged("page {} is used twice", page);
            used_[page] = true;
        }
        done_ += count;
        if (progress_ && (done_ & 0xFFF) == 0)
            progress_(static_cast<double>(done_) / static_cast<double>(used_.size()));
    }

    /// False when something below could not be counted.
    bool below(std::string_view name, const Tree_header& tree, Page_number number, unsigned depth, const Bounds& bounds,
               Counts& counts, const Visitor& visitor, bool integers) {
        try {
            const auto [page, header] = load(number);
            use(number, 1);
            if (tree.depth > deepest || depth > tree.depth || (header.flags == leaf_flag) != (depth == tree.depth))
                damaged("it is at the wrong depth");
            const std::vector<Node> nodes = nodes_of(page, header);
            const bool branch = header.flags == branch_flag;
            if (nodes.size() < (branch ? 2U : 1U)) damaged("it has too few nodes");
            check_order(nodes, branch, bounds, integers);
            if (!branch) {
                ++counts.leaf;
                for (const Node& node : nodes) leaf(node, counts, visitor);
                return true;
            }
            ++counts.branch;
            bool whole = true;
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                Bounds inner = bounds;
                if (i > 0) inner.least = nodes[i].key;
                if (i + 1 < nodes.size()) inner.end = nodes[i + 1].key;
                whole = below(name, tree, nodes[i].child, depth + 1, inner, counts, visitor, integers) && whole;
            }
            return whole;
        } catch (const Damage& damage) {
            complain(std::format("The tree {}: page {}: {}.", name, number, damage.what));
            return false;
        }
    }

    /// The first key of a branch is never looked at.
    static void check_order(const std::vector<Node>& nodes, bool branch, const Bounds& bounds, bool integers) {
        for (std::size_t i = branch ? 1 : 0; i < nodes.size(); ++i) {
            const std::string_view key = nodes[i].key;
            if (key.empty() || key.size() > longest_key || (integers && key.size() != sizeof(std::uint64_t)))
                damaged("a key is {} bytes long", key.size());
            if (i > (branch ? 1U : 0U) && !key_less(integers, nodes[i - 1].key, key))
                damaged("its keys are not in order");
            if ((bounds.least && key_less(integers, key, *bounds.least)) ||
                (bounds.end && !key_less(integers, key, *bounds.end)))
                damaged("it has keys that belong elsewhere");
        }
    }

    void leaf(const Node& node, Counts& counts, const Visitor& visitor) {
        ++counts.entries;
        if ((node.flags & ~(big_data | sub_tree)) != 0) damaged("a node has unknown flags {}", node.flags);
        if ((node.flags & big_data) != 0) counts.overflow += overflow(node);
        if (visitor.entry)
            visitor.entry(node);
        else if ((node.flags & sub_tree) != 0)
            damaged("it has a tree inside a tree");
    }

    std::uint64_t overflow(const Node& node) {
        const auto number = take<Page_number>(node.data);
        const std::uint64_t needed = (header_size - 1 + node.data_size) / page_size_ + 1;
        if (number < 2 || number > meta_.last_page || number >= pages_in_file_) damaged("a long value has no page");
        std::array<char, header_size> head{};
        file_.read(head.data(), head.size(), number * page_size_);
        const auto header = take<Page_header>(head.data());
        const auto pages = static_cast<std::uint64_t>(header.lower) | static_cast<std::uint64_t>(header.upper) << 16;
        if (header.number != number || header.flags != overflow_flag || pages < needed || number + pages > used_.size())
            damaged("the long value on page {} has a wrong header", number);
        use(number, pages);
        return pages;
    }

    /// A list of page numbers, the highest first, behind their count (MDB_IDL).
    void free_pages(const Node& node) {
        const std::vector<char> bytes = value(node);
        constexpr std::size_t unit = sizeof(std::uint64_t);
        const std::uint64_t count = bytes.size() < unit ? 0 : take<std::uint64_t>(bytes.data());
        if (bytes.size() < unit || bytes.size() % unit != 0 || count > bytes.size() / unit - 1)
            damaged("a list of free pages has a wrong length");
        Page_number before = meta_.last_page + 1;
        for (std::size_t i = 1; i <= count; ++i) {
            const auto page = take<Page_number>(bytes.data() + i * unit);
            if (page < 2 || page >= before) damaged("a list of free pages is not in order");
            before = page;
            if (page >= used_.size()) continue;
            if (used_[page]) damaged("page {} is free and used", page);
            used_[page] = true;
        }
    }

    const File& file_;
    const Meta& meta_;
    std::vector<std::string>& problems_;
    const std::function<void(double)>& progress_;
    std::size_t page_size_;
    std::uint64_t pages_in_file_;
    std::vector<bool> used_;
    std::uint64_t done_ = 0;
};

Tree_header named_tree(const Node& node) {
    if (node.flags != sub_tree || node.data_size != sizeof(Tree_header)) damaged("a named tree has a wrong header");
    const auto tree = take<Tree_header>(node.data);
    if (tree.flags != 0) damaged("a named tree has unknown flags {}", tree.flags);
    return tree;
}

using Trees = std::vector<std::pair<std::string, Tree_header>>;

Trees named_trees(Walk& walk, const Meta& meta) {
    Trees trees;
    walk.tree("of trees", meta.main,
              {[&](const Node& node) { trees.emplace_back(std::string(node.key), named_tree(node)); }});
    return trees;
}

/// Runs `look` on the newest meta page, and again while somebody else commits in the meantime.
std::vector<std::string> on_newest(const std::filesystem::path& path,
                                   const std::function<void(const File&, const Meta&, std::vector<std::string>&)>& look,
                                   int attempts) {
    std::vector<std::string> problems;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        problems.clear();
        try {
            const File file(path);
            if (file.size() == 0) return problems;
            const Metas metas = read_metas(file);
            look(file, metas.newest(), problems);
            if (problems.empty() || read_metas(file) == metas) return problems;
        } catch (const Damage& damage) {
            problems = {damage.what};
        }
    }
    return problems;
}

}  // namespace

std::vector<std::string> verify_pages(const std::filesystem::path& path, const std::function<void(double)>& progress) {
    return on_newest(
        path,
        [&](const File& file, const Meta& meta, std::vector<std::string>& problems) {
            Walk walk(file, meta, problems, progress);
            for (const auto& [name, tree] : named_trees(walk, meta)) walk.tree(name, tree, {});
            walk.free_list();
        },
        3);
}

std::vector<std::string> verify_meta(const std::filesystem::path& path, std::span<const Named_tree> wanted) {
    static const std::function<void(double)> silent;
    const auto look = [&](const File& file, const Meta& meta, std::vector<std::string>& problems) {
        Walk walk(file, meta, problems, silent);
        const Trees trees = named_trees(walk, meta);
        // LMDB may leave out free pages at the end of the file; only a walk tells whether that is all that is missing.
        const bool short_of_pages = file.size() / meta.free.pad <= meta.last_page;
        for (const Named_tree& name : wanted) {
            const auto at = std::ranges::find(trees, name.name, &Trees::value_type::first);
            if (at == trees.end() && (!trees.empty() || meta.transaction > 1))
                walk.complain(std::format("The tree {} is missing.", name.name));
            if (at == trees.end()) continue;
            if (name.whole || short_of_pages)
                walk.tree(name.name, at->second, {});
            else
                walk.root(name.name, at->second);
        }
        walk.free_list();
    };
    return on_newest(path, look, 100);
}

}  // namespace storage
