/* SPDX-License-Identifier: Apache-2.0
 * The rules of registry, liaison, investment, talent, culture and publicity, one row a rule.
 */
#include "areas/rows.h"

static const CheckRow rows[] = {
    /* registry */
    { "person", "", "name_hans=陈一; born=1950-01-01; died=2020-01-01; sex=male", NULL, NULL },
    { "person", "", "name_latin=Tan Ah Kow", NULL, NULL },
    { "person", "", "name_hans=赵二; document_kind=citizen_id; document_number=11010519491231002X; "
                    "born=1949; sex=female", NULL, NULL },
    { "person", "", "name_hans=赵二; document_kind=citizen_id; document_number=11010519491231002X; "
                    "born=1950", "?the birthday is not that of the identity number", NULL },
    { "person", "", "name_hans=赵二; document_kind=citizen_id; document_number=11010519491231002X; "
                    "sex=male", "?the sex is not that of the identity number", NULL },
    { "person", "", "sex=male", "!give the name in at least one script", NULL },
    { "person", "", "name_hans=陈一; born=1950; died=1949", "!the person died before being born", NULL },
    { "person", "", "name_hans=陈一; born=1950; died=1950", NULL, NULL },
    { "person", "", "name_hans=陈一; born=2025-02-01", "!the birthday lies in the future", NULL },
    { "person", "", "name_hans=陈一; left_china=1990; returned=1985",
      "?the return lies before the departure", NULL },
    { "person", "", "name_hans=陈一; document_kind=passport; document_number=E1234", NULL, NULL },
    { "person", "", "name_hans=陈一; hardship_until=2026",
      "?a date of assessment without a hardship", NULL },
    { "person_name", "", "person=#1; name=陈阿狗; used_from=1950; used_to=1960", NULL, NULL },
    { "person_name", "", "person=#1; name=陈阿狗; used_from=1950; used_to=1940",
      "!the name ends before it begins", NULL },
    { "person_status", "", "person=#1; status=归侨; held_from=1960", NULL, NULL },
    { "person_status", "", "person=#1; status=returned; held_from=1960; held_to=1950",
      "!the status ends before it begins", NULL },
    { "person_status", "", "person=#1; status=returned; evidence_kind=certified; issuer=市委统战部",
      "!a certified status needs its document number and issuer", NULL },
    { "person_status", "", "person=#1; status=returned; evidence_kind=documented",
      "?say which document shows the status", NULL },
    { "person_status", "", "person=#1; status=returned; evidence_kind=documented; evidence=户口簿",
      NULL, NULL },
    { "person_status", "", "person=#1; status=relative_oc; through=#1",
      "!a person is not their own relative", NULL },
    { "relation", "", "person=#1; relative=#2; kind=supported; supported_since=2000", NULL, NULL },
    { "relation", "", "person=#1; relative=#1; kind=child", "!a person is not their own relative", NULL },
    { "relation", "", "person=#1; relative=#2; kind=child; supported_since=2000",
      "?only support relations have a beginning of support", NULL },
    { "consent", "", "person=#1; purpose=registry; given=2024-01-01; valid_until=2026", NULL, NULL },
    { "consent", "", "person=#1; purpose=registry; given=2024-01-01; withdrawn=2023-01-01",
      "!the consent was withdrawn before it was given", NULL },
    { "consent", "", "person=#1; purpose=registry; given=2024-01-01; valid_until=2023-01-01",
      "!the consent ends before it was given", NULL },
    { "consent", "", "person=#1; purpose=dna; given=2024; channel=oral",
      "?for this purpose a separate consent that can be shown is needed", NULL },
    { "consent", "", "person=#1; purpose=guardian; given=2024",
      "!name the guardian who gave the consent", NULL },
    { "consent", "", "person=#1; purpose=third_party; given=2024", "?say who receives the data", NULL },

    /* bodies */
    { "association", "", "name_hans=菲律宾同乡会; country=PH; founded=1950; registered=1951; "
                         "ngo_status=temp_filing; ngo_number=12; ngo_from=2024-01-01; "
                         "ngo_to=2024-12-31", NULL, NULL },
    { "association", "", "country=PH", "!give the association's name in at least one language", NULL },
    { "association", "", "name_hans=甲会; country=PH; founded=1950; registered=1940",
      "?it was registered before it was founded", NULL },
    { "association", "", "name_hans=甲会; country=PH; head_from=2024; head_until=2020",
      "!the president's term ends before it begins", NULL },
    { "association", "merged", "name_hans=甲会; country=PH",
      "!say into which association it was merged", NULL },
    { "association", "import:merged", "name_hans=甲会; country=PH",
      "?say into which association it was merged", NULL },
    { "association", "", "name_hans=甲会; country=PH; active_on=2024-05-01",
      "?say what proves that it was active", NULL },
    { "association", "", "name_hans=甲会; country=PH; ngo_status=rep_office",
      "?give the number of the registration or filing", NULL },
    { "association", "", "name_hans=甲会; country=PH; ngo_from=2024; ngo_to=2022",
      "!the filing ends before it begins", NULL },
    { "association", "", "name_hans=甲会; country=PH; ngo_status=temp_filing; ngo_number=1; "
                         "ngo_from=2024-01-01; ngo_to=2025-06-01",
      "?a temporary activity is filed for one year at most", NULL },
    { "enterprise", "", "name=某公司; funding=侨资; share=60; source_country=MY; output=100; "
                        "output_year=2023", NULL, NULL },
    { "enterprise", "", "name=某公司; funding=侨属; share=60",
      "?a share of overseas funds, but the enterprise is not marked as so funded", NULL },
    { "enterprise", "", "name=某公司; funding=侨资", "?say from which country the funds come", NULL },
    { "enterprise", "", "name=某公司; output=100", "?say of which year the output is", NULL },
    { "enterprise", "", "name=某公司; output=100; output_year=2030",
      "!the year of the output is not between 1949 and this year", NULL },
    { "district_sheet", "", "district=#1; as_of=2024-12-31; method=估算; method_note=人口抽样; "
                            "returned=100; relatives=900; returned_and_relatives=1000", NULL, NULL },
    { "district_sheet", "", "district=#1; as_of=2024-12-31; method=普查; returned=100; "
                            "relatives=901; returned_and_relatives=1000",
      "!the parts are more than the whole", NULL },
    { "district_sheet", "", "district=#1; as_of=2024-12-31; method=普查; overseas=100; "
                            "foreign_chinese=901; overseas_all=1000",
      "!the parts are more than the whole", NULL },
    { "district_sheet", "", "district=#1; as_of=2024-12-31; method=估算",
      "?say what the estimate is based on", NULL },

    /* liaison */
    { "reception", "closed", "direction=来访; name=所罗门侨胞团; country=SB; arrived=2024-05-01; "
                             "departed=2024-05-03; headcount=12; unnamed=2; meal_guests=10; "
                             "meal_hosts=3", NULL, NULL },
    { "reception", "closed", "direction=drop_in; name=林先生; arrived=2024-05-01; headcount=1", NULL,
      NULL },
    { "reception", "", "direction=inbound", "!say who came: the party's name or its association", NULL },
    { "reception", "", "direction=inbound; name=甲团; arrived=2024-05-03; departed=2024-05-01",
      "!the party departs before it arrives", NULL },
    { "reception", "closed", "direction=inbound; name=甲团; headcount=5",
      "!say when the party arrived", NULL },
    { "reception", "closed", "direction=inbound; name=甲团; arrived=2024-05-03",
      "?without a headcount this party adds no person-times", NULL },
    { "reception", "", "direction=inbound; name=甲团; headcount=5; unnamed=6",
      "!there are more unnamed guests than guests", NULL },
    { "reception", "", "direction=inbound; name=甲团; headcount=61",
      "?a party has 2 to 60 guests as a rule; is this number right, or a drop-in?", NULL },
    { "reception", "", "direction=inbound; name=甲团; headcount=1",
      "?a party has 2 to 60 guests as a rule; is this number right, or a drop-in?", NULL },
    { "reception", "closed", "direction=online; name=甲会; arrived=2024-05-03; headcount=0",
      "!a reception without guests is cancelled, not closed", NULL },
    { "reception", "", "direction=inbound; name=甲团; meal_guests=10; meal_hosts=4",
      "?with up to 10 guests at most 3 hosts share the meal", NULL },
    { "reception", "", "direction=inbound; name=甲团; meal_guests=12; meal_hosts=5",
      "?with more than 10 guests the hosts at the meal are at most a third of the guests", NULL },
    { "reception", "", "direction=inbound; name=甲团; meal_guests=12; meal_hosts=4", NULL, NULL },
    { "reception", "approved", "direction=domestic; guest_kind=domestic; name=甲团",
      "!domestic guests are received on an official letter; give its number", NULL },
    { "reception", "plan_draft", "direction=domestic; guest_kind=domestic; name=甲团", NULL, NULL },
    { "reception", "approved", "direction=inbound; guest_kind=foreign_officials; name=甲团",
      "!foreign officials are received after a filing with the foreign affairs office; give its "
      "number", NULL },
    { "reception", "approved", "direction=inbound; name=甲团; budget=1000; cost=1200",
      "?the cost is above the budget", NULL },
    { "visitor", "", "reception=#1; name=林先生; country=IT", NULL, NULL },
    { "visitor", "", "reception=#1; others=12", NULL, NULL },
    { "visitor", "", "reception=#1; country=IT",
      "!give a name, or the number of unnamed others", NULL },
    { "visitor", "", "reception=#1; name=林先生; others=3",
      "!unnamed others stand in a row of their own, without a name", NULL },
    { "membership", "resident", "association=#1; applied=2024-01-01; admitted=2024-03-01; "
                                "minute_no=3", NULL, NULL },
    { "membership", "", "association=#1; applied=2024-03-01; admitted=2024-01-01; minute_no=3",
      "!it was admitted before it applied", NULL },
    { "membership", "exited", "association=#1; admitted=2024-03-01; ended=2023-03-01; minute_no=3",
      "!the membership ends before it begins", NULL },
    { "membership", "", "association=#1; agreement_from=2024; agreement_to=2022",
      "!the agreement ends before it begins", NULL },
    { "membership", "resident", "association=#1", "!say when the association was admitted", NULL },
    { "membership", "declined", "association=#1; admitted=2024-03-01; minute_no=3",
      "!a declined association has no date of admission", NULL },
    { "membership", "exited", "association=#1; admitted=2024-03-01; minute_no=3",
      "!say when the membership ended", NULL },
    { "membership", "resident", "association=#1; admitted=2024-03-01; ended=2024-12-31; minute_no=3",
      "?the membership has ended, but the state is still 'resident'", NULL },
    { "membership", "resident", "association=#1; admitted=2024-03-01",
      "?no minutes of the meeting that admitted it", NULL },
    { "membership", "review_meeting", "association=#1",
      "!note what was checked about the law on foreign NGOs", NULL },
    { "membership", "import:approved", "association=#1",
      "?note what was checked about the law on foreign NGOs", NULL },
    { "bulletin", "published", "title=甲; published=2024-05-01; link=https://example.org; "
                               "issued=2024; expires=2026", NULL, NULL },
    { "bulletin", "", "title=甲; issued=2024; expires=2023",
      "!it goes out of force before it comes into force", NULL },
    { "bulletin", "published", "title=甲; link=x", "!say when it was published", NULL },
    { "bulletin", "published", "title=甲; published=2024-05-01",
      "?a summary does not replace the original: link it or give its number", NULL },
    { "bulletin", "approved", "title=甲; expires=2024-05-01", "!it has gone out of force already", NULL },
    { "dispatch", "", "bulletin=#1; channel=mail; recipients=100; delivered=98; opened=40", NULL, NULL },
    { "dispatch", "", "bulletin=#1; channel=mail; recipients=100; delivered=101",
      "!more than the audience", NULL },
    { "dispatch", "", "bulletin=#1; channel=微信群; opened=12",
      "!a post in a group is one sending to a stated audience; nobody can tell how many read it",
      NULL },
    { "dispatch", "", "bulletin=#1; channel=mail; cross_border=yes",
      "?personal data that cross the border need a consent for it", NULL },

    /* outbound */
    { "outbound_visit", "task_approved", "name=非洲团; countries=2; departed=2024-05-06; "
                                         "returned=2024-05-13; headcount=6; approval_no=12; "
                                         "notice_from=2024-04-08; notice_to=2024-04-12; "
                                         "submitted_on=2024-04-15; official_days=6", NULL, NULL },
    { "outbound_visit", "", "name=甲团; departed=2024-05-06; returned=2024-05-01",
      "!the group returns before it leaves", NULL },
    { "outbound_visit", "", "name=甲团; countries=1; departed=2024-05-06; returned=2024-05-10", NULL,
      NULL },
    { "outbound_visit", "", "name=甲团; countries=1; departed=2024-05-06; returned=2024-05-11",
      "!6 days for 1 countries or regions; the rules allow 5", NULL },
    { "outbound_visit", "", "name=甲团; countries=1; long_flights=yes; departed=2024-05-06; "
                            "returned=2024-05-11", NULL, NULL },
    { "outbound_visit", "", "name=甲团; countries=3; departed=2024-05-01; returned=2024-05-11",
      "!11 days for 3 countries or regions; the rules allow 10", NULL },
    { "outbound_visit", "import:settled", "name=甲团; countries=3; departed=2024-05-01; "
                                          "returned=2024-05-11",
      "?11 days for 3 countries or regions; the rules allow 10", NULL },
    { "outbound_visit", "", "name=甲团; countries=2; departed=2024-05-06; returned=2024-05-13; "
                            "official_days=5",
      "?official work takes less than two thirds of the time", NULL },
    { "outbound_visit", "", "name=甲团; countries=4",
      "!a group visits at most 3 countries or regions", NULL },
    { "outbound_visit", "", "name=甲团; headcount=7",
      "!a group has at most 6 people, the interpreter included", NULL },
    { "outbound_visit", "", "name=甲团; family=yes",
      "!spouses and children do not travel with the group", NULL },
    { "outbound_visit", "", "name=甲团; inviter_kind=embassy",
      "?some foreign affairs offices do not accept this inviter; ask yours", NULL },
    { "outbound_visit", "returned", "name=甲团", "!say when the group left", NULL },
    { "outbound_visit", "briefed", "name=甲团", "!give the number of the task approval", NULL },
    { "outbound_visit", "", "name=甲团; notice_from=2024-04-08; notice_to=2024-04-01",
      "!the public notice ends before it begins", NULL },
    { "outbound_visit", "", "name=甲团; notice_from=2024-04-08; notice_to=2024-04-11",
      "!the public notice lasts less than 5 working days", NULL },
    { "outbound_visit", "", "name=甲团; notice_from=2024-04-30; notice_to=2024-05-05",
      "!the public notice lasts less than 5 working days", NULL },
    { "outbound_visit", "", "name=甲团; notice_from=2024-04-08; notice_to=2024-04-12; "
                            "submitted_on=2024-04-11",
      "!it was submitted before the public notice ended", NULL },
    { "outbound_stop", "", "outbound=#1; country=ZA; region=非洲; arrived=2024-05-01; "
                           "departed=2024-05-03", NULL, NULL },
    { "outbound_stop", "", "outbound=#1; country=ZA; arrived=2024-05-04; departed=2024-05-03",
      "!the group departs before it arrives", NULL },
    { "outbound_stop", "", "outbound=#1; country=CN",
      "!an outbound visit goes to another country or region", NULL },
    { "outbound_member", "", "outbound=#1; name=陈一", NULL, NULL },
    { "outbound_member", "", "outbound=#1; role=翻译", "!give a name or link a person", NULL },

    /* investment */
    { "fair", "", "name=投洽会; edition=24; opened=2024-09-08; closed=2024-09-11", NULL, NULL },
    { "fair", "", "name=投洽会; opened=2024-09-08; closed=2024-09-01",
      "!the fair closes before it opens", NULL },
    { "fair", "", "name=投洽会; edition=0", "!editions are counted from 1", NULL },
    { "delegation", "attended", "fair=#1; name=甲团; country=PH; invited=10; headcount=8", NULL, NULL },
    { "delegation", "", "fair=#1; name=甲团; arrived=2024-09-09; departed=2024-09-01",
      "!the delegation departs before it arrives", NULL },
    { "delegation", "attended", "fair=#1; name=甲团; country=PH; headcount=0",
      "!a delegation that attended has guests", NULL },
    { "delegation", "absent", "fair=#1; name=甲团; headcount=4",
      "!nobody came of a delegation that declined or was absent", NULL },
    { "delegation", "attended", "fair=#1; name=甲团; country=PH; invited=7; headcount=8",
      "?more guests came than were invited", NULL },
    { "delegation", "attended", "fair=#1; name=甲团; headcount=8",
      "?without a country this delegation adds none", NULL },
    { "guest", "came", "delegation=#1; name=林先生; arrived=是", NULL, NULL },
    { "guest", "", "delegation=#1", "!give a name or link a person", NULL },
    { "guest", "absent", "delegation=#1; name=林先生; arrived=是",
      "!the state says that this guest did not come", NULL },
    { "guest", "came", "delegation=#1; name=林先生; arrived=否",
      "!the state says that this guest came", NULL },
    { "lead", "contact", "name=线索甲; found_on=2024-05-01; last_contact=2024-06-01; "
                         "next_step=电话; next_on=2025-02-01", NULL, NULL },
    { "lead", "contact", "name=线索甲", "?an open lead has a next step and a date for it", NULL },
    { "lead", "project", "name=线索甲", "!say which project it became", NULL },
    { "lead", "", "name=线索甲; found_on=2024-05-01; last_contact=2024-04-01",
      "!the last contact lies before the lead was found", NULL },
    { "agreement", "signed", "name=协议甲; kind=framework; signed_on=2024-09-08", NULL, NULL },
    { "agreement", "signed", "name=协议甲; kind=framework", "!say when it was signed", NULL },
    { "agreement", "", "name=协议甲; kind=framework; signed_on=2024-09-08",
      "?it has a day of signing, but the state says that it is not signed", NULL },
    { "agreement", "", "name=协议甲; kind=framework; term_from=2024; term_to=2022",
      "!the agreement ends before it begins", NULL },
    { "agreement", "terminated", "name=协议甲; kind=framework; signed_on=2024",
      "!say why it was terminated", NULL },
    { "project", "contract", "name=项目甲; contracted=100万; contracted_on=2024-05-01; paid_in=50万; "
                             "paid_in_on=2024-06-01", NULL, NULL },
    { "project", "", "name=项目甲; intended=100万",
      "?an amount without its date is not counted in any year", NULL },
    { "project", "registered", "name=项目甲",
      "!a project has landed when its company is registered or first capital is paid in: give the "
      "credit code, the enterprise or the amount paid in", NULL },
    { "project", "registered", "name=项目甲; uscc=91350100M000100Y43", NULL, NULL },
    { "project", "", "name=项目甲; contracted=100; contracted_on=2024; paid_in=200; paid_in_on=2024",
      "?more is paid in than was contracted", NULL },
    { "project", "", "name=项目甲; contracted=USD 100; contracted_on=2024; paid_in=200; "
                     "paid_in_on=2024", NULL, NULL },
    { "project", "", "name=项目甲; intended_on=2024; contracted_on=2023",
      "?the contract lies before the intention", NULL },
    { "project", "registered", "name=项目甲; enterprise=#1; signed_on=2024; landed_on=2023",
      "?it landed before it was signed", NULL },
    { "credit_share", "", "project=#1; sharer=#2; share=60", NULL, NULL },
    { "credit_share", "", "project=#1; sharer=#2; share=0", "!a share is more than nothing", NULL },

    /* talent */
    { "talent", "", "name=李博士; willing=兼职|担任顾问; grade=国家级; grade_code=A", NULL, NULL },
    { "talent", "", "country=US", "!give the name in at least one script", NULL },
    { "talent", "", "name=李博士; willing=暂无意愿|兼职",
      "!'nothing at present' excludes the other answers", NULL },
    { "talent", "", "name=李博士; grade_code=A", "?a code of a level, but no level", NULL },
    { "talent_demand", "", "name=工程师; employer=某公司; posted=2024-05-01; expires=2024-12-31", NULL,
      NULL },
    { "talent_demand", "", "name=工程师", "!say who looks for the talent", NULL },
    { "talent_demand", "", "name=工程师; employer=某公司; posted=2024-05-01; expires=2023-12-31",
      "!it ends before it was posted", NULL },
    { "talent_match", "agreed", "talent=#1; demand=#2; proposed_on=2024-05; result_on=2024-06", NULL,
      NULL },
    { "talent_match", "agreed", "talent=#1; demand=#2", "!say when it was agreed", NULL },
    { "talent_match", "", "talent=#1; demand=#2; proposed_on=2024-05; result_on=2024-04",
      "!the result lies before the proposal", NULL },

    /* culture */
    { "series", "", "name=侨乡春晚; began=2022", NULL, NULL },
    { "series", "", "name=侨乡春晚; began=2022; ended=2020", "!the series ends before it begins", NULL },
    { "event", "held", "name=沙龙; began=2024-05-01; ended=2024-05-02; participants=70; leaders=30; "
                       "merchants=60; series=#1; edition=3", NULL, NULL },
    { "event", "", "name=沙龙; began=2024-05-02; ended=2024-05-01",
      "!the activity ends before it begins", NULL },
    { "event", "held", "name=沙龙", "!say when it was held", NULL },
    { "event", "held", "name=沙龙; began=2025-02-01",
      "!an activity of the future has not been held yet", NULL },
    { "event", "", "name=沙龙; series=#1; edition=0", "!editions are counted from 1", NULL },
    { "event", "", "name=沙龙; edition=3", "?an edition belongs to a series", NULL },
    { "event", "", "name=沙龙; participants=20; leaders=21", "!more than the whole attendance", NULL },
    { "event_organiser", "", "event=#1; role=主办; name=市侨商会", NULL, NULL },
    { "event_organiser", "", "event=#1; role=协办",
      "!say which unit, association or other body it was", NULL },
    { "participation", "", "event=#1; name=林先生; kind=侨领; attendance=出席", NULL, NULL },
    { "participation", "", "event=#1; kind=侨领", "!give a name or link a person", NULL },
    { "collection_object", "on_loan", "name=侨批; lent_to=博物馆; lent_on=2024-05-01; due=2025-05-01; "
                                      "origin=捐赠; agreement_no=5; campaign_result=入选; "
                                      "campaign_on=2024-09", NULL, NULL },
    { "collection_object", "", "name=侨批; lent_on=2024-05-01; due=2024-04-01",
      "!it is due back before it was lent", NULL },
    { "collection_object", "", "name=侨批; lent_on=2024-05-01; back_on=2024-04-01",
      "!it came back before it was lent", NULL },
    { "collection_object", "on_loan", "name=侨批; due=2025-04-01", "!say to whom it is lent", NULL },
    { "collection_object", "on_loan", "name=侨批; lent_to=博物馆", "?say when it is due back", NULL },
    { "collection_object", "", "name=侨批; origin=gift", "?a gift has an agreement with its donor", NULL },
    { "collection_object", "", "name=侨批; campaign_result=selected",
      "?without this date it is not counted in any year", NULL },
    { "narrator", "", "name=陈一; campaign_result=入选; campaign_on=2024-09; groups_led=3; "
                      "person_times=40", NULL, NULL },
    { "narrator", "", "name=陈一; campaign_result=selected",
      "?without this date it is not counted in any year", NULL },
    { "narrator", "", "name=陈一; groups_led=3; person_times=2", "!fewer person-times than groups", NULL },

    /* publicity */
    { "article", "published", "title=甲; channel=公众号; published=2024-05-01; original=是", NULL, NULL },
    { "article", "published", "title=甲; channel=wechat", "!say when it was published", NULL },
    { "article", "first_reviewed", "title=甲; minors=是",
      "!pictures of minors need the consent of their guardians", NULL },
    { "article", "draft", "title=甲; minors=是", NULL, NULL },
    { "article", "draft", "title=甲; original=否", "?say who published it first", NULL },
    { "article", "corrected", "title=甲; channel=wechat; published=2024-05-02; corrected_on=2024-05-01",
      "!it was corrected before it was published", NULL },
    { "article", "published", "title=甲; published=2024-05-01",
      "?say on which channel it was published", NULL },
    { "reach", "", "broadcast=#1; channel=抖音; read_on=2024-03-01; reading=400万; proof=截图1", NULL,
      NULL },
    { "reach", "", "channel=抖音; read_on=2024-03-01; reading=4; proof=截图1",
      "!a reading is of one thing: an article, a placement, a broadcast or an activity", NULL },
    { "reach", "", "event=#1; article=#2; channel=抖音; read_on=2024-03-01; reading=4; proof=截图1",
      "!a reading is of one thing: an article, a placement, a broadcast or an activity", NULL },
    { "reach", "", "event=#1; channel=抖音; read_on=2025-03-01; reading=4; proof=截图1",
      "!a reading cannot be of the future", NULL },
    { "reach", "", "event=#1; channel=抖音; read_on=2024-03-01; reading=4",
      "?keep a screenshot or other proof of the reading", NULL },
    { "info_report", "reported", "title=甲; secrecy_checked=是; reported_on=2024-05-01", NULL, NULL },
    { "info_report", "reported", "title=甲; secrecy_checked=是", "!say when it was reported", NULL },
    { "info_report", "reported", "title=甲; reported_on=2024-05-01",
      "!nothing is reported by a network before its secrecy was checked", NULL },
    { "adoption", "", "info_report=#1; body=省侨联; adopted_on=2024-05-01; instructed_by=某领导; "
                      "instructed_on=2024-06-01", NULL, NULL },
    { "adoption", "", "info_report=#1; body=省侨联; instructed_by=某领导",
      "?an instruction has a name and a date", NULL },
    { "adoption", "", "info_report=#1; body=省侨联; adopted_on=2024-05-01; instructed_by=某领导; "
                      "instructed_on=2024-04-01",
      "?the instruction lies before the adoption", NULL },
};

/* The types of these areas that have a check. */
static const char *const covered[] = {
    "person", "person_name", "person_status", "relation", "consent", "association", "enterprise",
    "district_sheet", "reception", "visitor", "membership", "bulletin", "dispatch",
    "outbound_visit", "outbound_stop", "outbound_member", "fair", "delegation", "guest", "lead",
    "agreement", "project", "credit_share", "talent", "talent_demand", "talent_match", "series",
    "event", "event_organiser", "participation", "collection_object", "narrator", "article",
    "reach", "info_report", "adoption", NULL,
};

static void rows_are_judged(void **state)
{
    (void)state;
    check_rows(rows, LEN(rows));
}

static void every_check_is_tried(void **state)
{
    (void)state;
    check_rows_cover(rows, LEN(rows), covered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_judged),
        cmocka_unit_test(every_check_is_tried),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
