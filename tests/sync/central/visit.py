"""A small form with a photo, a choice, a media file and a case, and submissions of it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

VISIT = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:entities="http://www.opendatakit.org/xforms/entities">
  <h:head><h:title>بازدید</h:title>
    <model entities:entities-version="2024.1.0">
      <itext>
        <translation lang="Persian (fa)" default="true()">
          <text id="who"><value>نام شما</value></text><text id="crop"><value>محصول</value></text>
          <text id="crop-w"><value>گندم</value></text><text id="photo"><value>عکس زمین</value></text>
          <text id="place"><value>جای زمین</value></text>
        </translation>
        <translation lang="English (en)">
          <text id="who"><value>Your name</value></text><text id="crop"><value>Crop</value></text>
          <text id="crop-w"><value>Wheat</value></text><text id="photo"><value>Photo of the field</value></text>
          <text id="place"><value>Place of the field</value></text>
        </translation>
      </itext>
      <instance><data id="visit" version="VERSION">
        <who/><field><crop/><photo/></field><code/><status/><message/>
        <meta><instanceID/><deprecatedID/><instanceName/>
          <entity dataset="cases" create="1" id=""><label/></entity></meta>
      </data></instance>
      <instance id="cases" src="jr://file-csv/cases.csv"/>
      <instance id="places" src="jr://file-csv/places.csv"/>
      <bind nodeset="/data/who" type="string"/>
      <bind nodeset="/data/field/crop" type="string"/>
      <bind nodeset="/data/field/photo" type="binary"/>
      <bind nodeset="/data/code" type="string" entities:saveto="code"/>
      <bind nodeset="/data/status" type="string" entities:saveto="status"/>
      <bind nodeset="/data/message" type="string" entities:saveto="message"/>
      <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
      <bind nodeset="/data/meta/entity/@id" type="string"/>
      <bind nodeset="/data/meta/entity/label" type="string" calculate="/data/code"/>
    </model>
  </h:head>
  <h:body>
    <input ref="/data/who"><label ref="jr:itext('who')"/></input>
    <group ref="/data/field"><label ref="jr:itext('place')"/>
      <select1 ref="/data/field/crop"><label ref="jr:itext('crop')"/>
        <item><label ref="jr:itext('crop-w')"/><value>w</value></item></select1>
      <upload ref="/data/field/photo" mediatype="image/*"><label ref="jr:itext('photo')"/></upload>
    </group>
  </h:body>
</h:html>
"""
PLACES = b"name,label\n1,Qom\n"


def visit_form(version: str = "1") -> bytes:
    return VISIT.replace("VERSION", version).encode()


def visit(
    name: str, *, who: str = "زهرا", photo: str = "", version: str = "1", replaces: str = "", form_id: str = "visit"
) -> bytes:
    """The submission `uuid:name`; its case gets an id of its own."""
    deprecated = f"<deprecatedID>uuid:{replaces}</deprecatedID>" if replaces else ""
    return (
        f'<data id="{form_id}" version="{version}"><who>{who}</who><field><crop>w</crop><photo>{photo}</photo></field>'
        f"<code>code-{name}</code><status>delivered</status><message/>"
        f"<meta><instanceID>uuid:{name}</instanceID>{deprecated}<instanceName>{who}</instanceName>"
        f'<entity dataset="cases" create="1" id="{case_id(name)}"><label>{name}</label></entity></meta></data>'
    ).encode()


def case_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))
