/* SPDX-License-Identifier: Apache-2.0
 * Choices that several record types of the areas offer.
 */
#include "areas/choices.h"

const Choice sexes[] = {
    { "male", N_("Male"), "男|男性" },
    { "female", N_("Female"), "女|女性" },
    { 0 },
};

const Choice document_kinds[] = {
    { "citizen_id", N_("Citizen identity card"), "居民身份证|居民身份證|身份证|身份證" },
    { "foreign_id", N_("Foreign permanent resident card"),
      "外国人永久居留身份证|外國人永久居留身份證|永居证|永居證|"
      "五星卡" },
    { "hkmo_permit", N_("Mainland travel permit (Hong Kong and Macao)"),
      "港澳居民来往内地通行证|港澳居民來往內地通行證|回乡证|回鄉證" },
    { "taiwan_permit", N_("Mainland travel permit (Taiwan)"),
      "台湾居民来往大陆通行证|臺灣居民來往大陸通行證|台胞证|臺胞證" },
    { "cn_passport", N_("Chinese passport"),
      "中国护照|中國護照|中华人民共和国护照|中華人民共和國護照" },
    { "passport", N_("Foreign passport"), "外国护照|外國護照|护照|護照" },
    { "hkid", N_("Hong Kong identity card"),
      "香港身份证|香港身份證|香港居民身份证|香港居民身份證" },
    { "taiwan_id", N_("Taiwan identity card"), "台湾身份证|臺灣身份證" },
    { "none", N_("Other document"), "其他证件|其他證件|其他" },
    { 0 },
};

const Choice education_levels[] = {
    { "primary", N_("Primary school"), "小学|小學" },
    { "junior", N_("Junior secondary school"), "初中" },
    { "senior", N_("Senior secondary school"), "高中|中专|中專|高中（中专）|高中（中專）" },
    { "college", N_("College diploma"), "大专|大專|专科|專科" },
    { "bachelor", N_("Bachelor"), "本科|大学|大學|学士|學士|大学本科|大學本科" },
    { "master", N_("Master"), "硕士|碩士|研究生|硕士研究生|碩士研究生" },
    { "doctor", N_("Doctor"), "博士|博士研究生" },
    { "other", N_("Other"), "其他|其它" },
    { 0 },
};

const Choice language_choices[] = {
    { "hans", N_("Chinese, simplified characters"),
      "简体中文|簡體中文|中文简体|中文簡體|中文|简体|簡體" },
    { "hant", N_("Chinese, traditional characters"),
      "繁体中文|繁體中文|中文繁体|中文繁體|繁体|繁體" },
    { "en", N_("English"), "英文|英语|英語" },
    { "hokkien", N_("Hokkien"), "闽南语|閩南語|闽南话|閩南話" },
    { "cantonese", N_("Cantonese"), "粤语|粵語|广东话|廣東話" },
    { "teochew", N_("Teochew"), "潮州话|潮州話|潮汕话|潮汕話" },
    { "hakka", N_("Hakka"), "客家话|客家話|客语|客語" },
    { "other", N_("Other language"), "其他语言|其他語言|其他语种|其他語種" },
    { 0 },
};

const Choice site_levels[] = {
    { "national", N_("National level"), "国家级|國家級|全国|全國|中央|中国侨联|中國僑聯" },
    { "province", N_("Provincial level"), "省级|省級|省" },
    { "city", N_("City level"), "市级|市級|市" },
    { "district", N_("District level"), "区级|區級|区|區|县级|縣級|区县级|區縣級" },
    { "overseas", N_("Abroad"), "海外|境外|国外|國外" },
    { 0 },
};

const Choice topic_choices[] = {
    { "tan_kah_kee", N_("Tan Kah Kee spirit"), "嘉庚精神|陈嘉庚精神|陳嘉庚精神|嘉庚" },
    { "root_seeking", N_("Root-seeking"), "寻根寻亲|尋根尋親|寻根|尋根|寻亲|尋親" },
    { "homeland", N_("Overseas-Chinese homeland culture"),
      "侨乡文化|僑鄉文化|华侨文化|華僑文化|侨文化|僑文化" },
    { "investment", N_("Attracting investment"), "招商引资|招商引資|招商|经济|經濟" },
    { "talent", N_("Attracting talent"), "招才引智|人才|侨智|僑智" },
    { "liaison", N_("Liaison"), "联谊联络|聯誼聯絡|联谊|聯誼" },
    { "rights", N_("Rights and interests"), "维护侨益|維護僑益|侨益|僑益|法律" },
    { "charity", N_("Charity"), "公益慈善|公益|慈善" },
    { "party", N_("Party building"), "党建|黨建|党建带侨建|黨建帶僑建" },
    { "grassroots", N_("Grass-roots work"), "基层建设|基層建設|基层组织|基層組織" },
    { "other", N_("Other topic"), "其他主题|其他主題|其他" },
    { 0 },
};

const Choice campaign_results[] = {
    { "recommended", N_("Recommended"), "推荐|推薦|已推荐|已推薦" },
    { "selected", N_("Selected"), "入选|入選|已入选|已入選" },
    { "not_selected", N_("Not selected"), "未入选|未入選|落选|落選" },
    { 0 },
};

const Choice attendances[] = {
    { "present", N_("Present"), "出席|到会|到會|参加|參加|已到" },
    { "left_early", N_("Left early"), "早退|中途离席|中途離席" },
    { "absent", N_("Absent"), "缺席|未到|未到会|未到會" },
    { 0 },
};
