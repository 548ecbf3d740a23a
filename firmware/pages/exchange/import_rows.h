// The rows of an import on a page: counts, filters, a page of verdicts.
#pragma once

#include <string>
#include <vector>

#include "exchange/report.h"
#include "pages/frame/page.h"

namespace pages {

/// What somebody wants to see of the rows: "?show=error&from=120".
struct Rows_query {
    std::string show;      ///< "create", "update", "skip", "error"; "told": of which something is said; "" for all
    std::size_t from = 0;  ///< rows of the file from this number on
};
Rows_query rows_query(const http::Request& request);

/// Picks the verdicts of one page out of those that come one after the other.
class Rows_page {
  public:
    explicit Rows_page(Rows_query query)
        : query_(std::move(query)) {}
    void add(const exchange::Row_verdict& verdict);
    /// What comes now is on other pages.
    bool is_full() const { return next_ != 0; }
    /// Sets what parts/import_rows needs; `url` is that of the page, `targets` give the words of the reasons.
    void set(Data& data, const Language& language, const std::string& url,
             const std::vector<exchange::Import_target>& targets) const;

  private:
    Rows_query query_;
    std::vector<exchange::Row_verdict> rows_;
    std::size_t next_ = 0;  ///< first row of the next page; 0: there is none
};

/// "E-mail is required; Phone must have at most 60 characters" as sentences in the caller's language, whatever the numbers in it are.
std::string said(const Language& language, std::string_view why, const std::vector<exchange::Import_target>& targets);

/// Sets what exchange/check and exchange/done say in numbers.
void set_counts(Data& data, const Language& language, const exchange::Row_counts& counts);

}  // namespace pages
