import streamlit as st

st.title("Tide tables")
